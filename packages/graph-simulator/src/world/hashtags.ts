import { between, shuffled, unit, type HashPart } from "../random/hash.ts";
import { ids } from "./ids.ts";
import type { HashtagSpec } from "./spec/spec.ts";

const dayMs = 86_400_000;

/** So many of the best posts are among the recent ones, too, where there are as many. */
const mostShared = 3;

/** A post of any account with a hashtag. */
export interface HashtagPost {
  readonly id: string;
  readonly kind: "IMAGE" | "VIDEO" | "CAROUSEL_ALBUM";
  /** Epoch milliseconds, whole seconds. */
  readonly publishedAt: number;
  readonly caption: number;
  readonly likes: number;
  readonly comments: number;
  readonly children: readonly string[];
}

/** A word that has a hashtag. Its id is the same for everybody, and for ever. */
export interface Hashtag {
  readonly id: string;
  readonly name: string;
  /** Posts of the last 24 hours, in no order. */
  recent(nowMs: number): readonly HashtagPost[];
  /** The best ones, of any age. */
  top(nowMs: number): readonly HashtagPost[];
}

const kinds = ["IMAGE", "VIDEO", "CAROUSEL_ALBUM"] as const;

function postOf(slot: number, publishedAt: number, parts: readonly HashPart[]): HashtagPost {
  const kind = kinds[between(0, kinds.length - 1, ...parts, "kind", slot)] ?? "IMAGE";
  const id = ids.foreignMedia(...parts, slot);
  return {
    id,
    kind,
    publishedAt: Math.floor(publishedAt / 1000) * 1000,
    caption: between(0, 99, ...parts, "caption", slot),
    likes: Math.floor(unit(...parts, "likes", slot) * 900),
    comments: between(0, 40, ...parts, "comments", slot),
    children: kind === "CAROUSEL_ALBUM" ? [ids.foreignMedia(id, 1), ids.foreignMedia(id, 2)] : [],
  };
}

/** The hashtags of a world. */
export function createHashtag({ name, recent = 0, top = 0 }: HashtagSpec, seed: number): Hashtag {
  const parts: readonly HashPart[] = [seed, "hashtag", name];
  const gapMs = recent === 0 ? dayMs : dayMs / recent;
  const newest = (nowMs: number): HashtagPost[] => {
    const last = Math.floor(nowMs / gapMs);
    return Array.from({ length: recent }, (_, index) => postOf(last - index, (last - index) * gapMs, parts));
  };
  return {
    id: ids.hashtag(...parts),
    name,
    recent: (nowMs) => shuffled(newest(nowMs), ...parts, Math.floor(nowMs / dayMs)),
    top: (nowMs) => {
      const shared = newest(nowMs).slice(0, Math.min(mostShared, top));
      const older = Array.from({ length: top - shared.length }, (_, index) =>
        postOf(-1 - index, nowMs - (nowMs % dayMs) - (index + 2) * dayMs, [...parts, "top"]),
      );
      return [...shared, ...older];
    },
  };
}
