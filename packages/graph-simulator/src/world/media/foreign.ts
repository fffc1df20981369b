import { between, unit, type HashPart } from "../../random/hash.ts";
import { ids } from "../ids.ts";
import type { Account, ForeignPlace, Media, MediaKind } from "../model.ts";

const kinds: readonly MediaKind[] = ["image", "image", "reel", "carousel"];

/** What posts of other people are drawn from. */
export interface ForeignPlan {
  nowMs: number;
  place: ForeignPlace;
  parts: readonly HashPart[];
}

/** Posts of other people that the account has a part in, newest first. */
export function generateForeign(
  account: Account,
  count: number,
  { nowMs, place, parts }: ForeignPlan,
): readonly Media[] {
  const day = Math.floor(nowMs / 86_400_000);
  return Array.from({ length: count }, (_, index): Media => {
    const slot = day - index;
    const kind = kinds[between(0, kinds.length - 1, ...parts, "tag-kind", slot)] ?? "image";
    // The owner of a reel may forbid to download it.
    const isKept = kind === "reel" && unit(...parts, "tag-url", slot) < 0.4;
    return {
      id: ids.foreignMedia(...parts, slot),
      place,
      kind,
      account,
      publishedAt: slot * 86_400_000 - between(0, 80_000, ...parts, "tag-time", slot) * 1000,
      children: [],
      caption: slot,
      traits: {
        withoutMediaUrl: isKept,
        hiddenLikes: place === "collaboration" && unit(...parts, "hidden", slot) < 0.3,
      },
    };
  });
}
