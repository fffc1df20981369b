import type { SearchedHashtag } from "@tap-instagram/core/edges";
import type { JsonObject } from "@tap-instagram/singer";
import * as v from "valibot";

/** A hashtag whose id is known: it is the same for every account, and never changes. */
export interface KnownHashtag {
  readonly id: string;
  /** The day when it was last read, as `2026-07-02`; `undefined` where that is not known. */
  readonly readOn?: string | undefined;
}

const memory = v.object({
  hashtags: v.array(v.object({ word: v.string(), id: v.string(), read_on: v.nullish(v.string()) })),
});

/** By their words: what earlier syncs remember, and what the API says that the account has queried. */
export function knownHashtags(
  remembered: JsonObject,
  searched: readonly SearchedHashtag[],
): ReadonlyMap<string, KnownHashtag> {
  const parsed = v.safeParse(memory, remembered);
  const stored = parsed.success ? parsed.output.hashtags : [];
  return new Map([
    ...searched.flatMap(({ id, name }) =>
      name === undefined ? [] : [[name.toLowerCase(), { id }] as const],
    ),
    ...stored.map(({ word, id, read_on: readOn }) => [word, { id, readOn: readOn ?? undefined }] as const),
  ]);
}

/** What the next sync has to know of the words of the settings. */
export function memoryOf(words: readonly string[], known: ReadonlyMap<string, KnownHashtag>): JsonObject {
  const hashtags = words.flatMap((word) => {
    const one = known.get(word);
    return one === undefined ? [] : [{ word, id: one.id, read_on: one.readOn ?? null }];
  });
  return { hashtags };
}

/**
 * The words in the order in which they are read. Those that have a place in the budget come first: they cost nothing of
 * it. The others follow by the day of their last reading, so that each has its turn where there are more than 30.
 */
export function inTurn(
  words: readonly string[],
  known: ReadonlyMap<string, KnownHashtag>,
  isSearched: (id: string | undefined) => boolean,
): readonly string[] {
  const rank = (word: string): string =>
    isSearched(known.get(word)?.id) ? "" : `since ${known.get(word)?.readOn ?? ""}`;
  return words.toSorted((one, other) => (rank(one) < rank(other) ? -1 : rank(one) > rank(other) ? 1 : 0));
}
