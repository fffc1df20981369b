/** What a draw may depend on: the seed first, then names and numbers that say which draw it is. */
export type HashPart = string | number;

/** With a sign, as every later state: a mix of kinds of numbers makes the loops half as fast. */
const initial = 0x9e3779b9 | 0;

const step = (state: number, value: number): number => {
  const mixed = Math.imul(state ^ value, 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
};

/** The state after one more part. */
function absorb(before: number, part: HashPart): number {
  let state = before;
  if (typeof part === "number") {
    state = step(state, part);
    state = step(state, Math.floor(part / 0x1_0000_0000));
  } else {
    for (let index = 0; index < part.length; index += 1) state = step(state, part.charCodeAt(index));
  }
  return step(state, 0x5bd1e995);
}

function absorbAll(parts: readonly HashPart[]): number {
  let state = initial;
  for (const part of parts) state = absorb(state, part);
  return state;
}

function finish(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A well-mixed unsigned 32-bit number that depends on the parts and nothing else. */
export function hash32(...parts: readonly HashPart[]): number {
  return finish(absorbAll(parts));
}

/** A number in [0, 1) that depends on the parts and nothing else. */
export function unit(...parts: readonly HashPart[]): number {
  return hash32(...parts) / 0x1_0000_0000;
}

/** A whole number between two bounds, both included. */
export function between(low: number, high: number, ...parts: readonly HashPart[]): number {
  return low + Math.floor(unit(...parts) * (high - low + 1));
}

/** A string of `count` decimal digits; at most 15, which a number holds exactly. */
export function digits(count: number, ...parts: readonly HashPart[]): string {
  const state = absorbAll(parts);
  const wide = finish(absorb(state, "high")) * 0x20_0000 + (finish(absorb(state, "low")) >>> 11);
  return String(wide % 10 ** count).padStart(count, "0");
}

/** The items in an order that depends on the parts and nothing else. */
export function shuffled<Item>(items: readonly Item[], ...parts: readonly HashPart[]): Item[] {
  const state = absorb(absorbAll(parts), "shuffle");
  return items
    .map((item, index) => ({ item, rank: finish(absorb(state, index)), index }))
    .toSorted((left, right) => left.rank - right.rank || left.index - right.index)
    .map(({ item }) => item);
}

/** So many of the items; which ones depends on the parts and nothing else. */
export function drawn<Item>(
  count: number,
  items: readonly Item[],
  ...parts: readonly HashPart[]
): ReadonlySet<Item> {
  return new Set(count === 0 ? [] : shuffled(items, ...parts).slice(0, count));
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A word of letters and digits, as tokens and trace ids are made of. */
export function word(length: number, ...parts: readonly HashPart[]): string {
  const state = absorbAll(parts);
  let text = "";
  for (let index = 0; index < length; index += 1) {
    text += letters.charAt(finish(absorb(state, index)) % letters.length);
  }
  return text;
}
