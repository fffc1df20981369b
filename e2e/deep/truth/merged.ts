import type { DayTruth, GroupTruth, PostTruth, Reading, StoryTruth } from "./shapes.ts";

/** What was true over two days: the newest of each thing, and what is gone on the second day. */
export interface Truth {
  readonly accounts: Reading["accounts"];
  readonly days: readonly DayTruth[];
  readonly posts: readonly PostTruth[];
  readonly stories: readonly StoryTruth[];
  /** The groups of each reading, oldest first. */
  readonly groups: readonly (readonly GroupTruth[])[];
  /** The posts and stories of each reading, oldest first. */
  readonly readings: readonly Pick<Reading, "posts" | "stories">[];
}

/** Puts readings together, oldest first. A figure that the API no longer has keeps the value that it had. */
export function merged(readings: readonly Reading[]): Truth {
  const days = new Map<string, DayTruth>();
  const posts = new Map<string, PostTruth>();
  const stories = new Map<string, StoryTruth>();
  for (const reading of readings) {
    for (const day of reading.days) {
      const key = `${day.account} ${day.end}`;
      const before = days.get(key);
      const figures = Object.fromEntries(
        Object.entries(day.figures).map(([name, value]) => [
          name,
          value ?? before?.figures[name as keyof DayTruth["figures"]] ?? null,
        ]),
      ) as DayTruth["figures"];
      days.set(key, { ...day, figures });
    }
    for (const post of reading.posts) posts.set(post.id, post);
    for (const story of reading.stories) stories.set(story.id, story);
  }
  return {
    accounts: readings.at(-1)?.accounts ?? [],
    days: [...days.values()],
    posts: [...posts.values()],
    stories: [...stories.values()],
    groups: readings.map(({ groups }) => groups),
    readings,
  };
}

/** The Californian day of a time at which a day ends. */
export function dayOf({ end }: Pick<DayTruth, "end">): string {
  return new Date(Date.parse(end) - 43_200_000).toISOString().slice(0, 10);
}

/** The first differences between what should be and what is, by key. */
export function differences<Value>(
  expected: { readonly [key: string]: Value },
  found: { readonly [key: string]: Value },
): object[] {
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...keys]
    .filter((key) => JSON.stringify(expected[key]) !== JSON.stringify(found[key]))
    .slice(0, 5)
    .map((key) => ({ key, expected: expected[key], found: found[key] }));
}
