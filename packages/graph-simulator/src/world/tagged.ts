import { between, type HashPart } from "../random/hash.ts";
import { ids } from "./ids.ts";
import type { Account, Media } from "./model.ts";

/** Posts of other people in which the account is tagged, newest first. */
export function generateTagged(
  account: Account,
  count: number,
  nowMs: number,
  parts: readonly HashPart[],
): readonly Media[] {
  const day = Math.floor(nowMs / 86_400_000);
  return Array.from({ length: count }, (_, index): Media => {
    const slot = day - index;
    return {
      id: ids.foreignMedia(...parts, slot),
      place: "tag",
      kind: "image",
      account,
      publishedAt: slot * 86_400_000 - between(0, 80_000, ...parts, "tag-time", slot) * 1000,
      children: [],
      caption: slot,
      traits: {},
    };
  });
}
