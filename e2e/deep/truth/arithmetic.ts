import type { Figure } from "./shapes.ts";

/** The median, if it is of enough numbers. */
export function middle(values: readonly Figure[], fewest: number): Figure {
  const known = values.filter((value) => value !== null).toSorted((one, other) => one - other);
  if (known.length < fewest) return null;
  const half = (known.length - 1) / 2;
  return (Number(known[Math.floor(half)]) + Number(known[Math.ceil(half)])) / 2;
}

/** The sum of what is known; null of nothing. */
export function total(values: readonly Figure[]): Figure {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** A number as the page rounds it. */
export function rounded(value: Figure, digits: number): Figure {
  return value === null ? null : Math.round(value * 10 ** digits) / 10 ** digits;
}

/** The order of two texts. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** The day so many days before another. */
export function before(day: string, count: number): string {
  return new Date(Date.parse(day) - count * 86_400_000).toISOString().slice(0, 10);
}

/** How many days lie between two days. */
export function daysBetween(day: string, later: string): number {
  return (Date.parse(later) - Date.parse(day)) / 86_400_000;
}

/** Exits for so many views; null where one of the numbers is not known. */
export function exitRate(taps: Figure, swipes: Figure, views: Figure, forViews: number): Figure {
  return taps === null || swipes === null || !views ? null : (forViews * (taps + swipes)) / views;
}

/** Things by what they have in common. */
export function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
