import { between, unit, type HashPart } from "../../random/hash.ts";
import { ids } from "../ids.ts";
import type { Account, Media, MediaKind } from "../model.ts";

const kinds: readonly MediaKind[] = ["image", "image", "reel", "carousel"];

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
    const kind = kinds[between(0, kinds.length - 1, ...parts, "tag-kind", slot)] ?? "image";
    // The owner of a reel may forbid to download it.
    const isKept = kind === "reel" && unit(...parts, "tag-url", slot) < 0.4;
    return {
      id: ids.foreignMedia(...parts, slot),
      place: "tag",
      kind,
      account,
      publishedAt: slot * 86_400_000 - between(0, 80_000, ...parts, "tag-time", slot) * 1000,
      children: [],
      caption: slot,
      traits: isKept ? { withoutMediaUrl: true } : {},
    };
  });
}
