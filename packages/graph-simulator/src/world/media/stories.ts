import { drawn, unit, type HashPart } from "../../random/hash.ts";
import { ids } from "../ids.ts";
import type { Account, Media } from "../model.ts";
import type { StoriesSpec } from "../spec/spec.ts";

const dayMs = 86_400_000;

/** Stories appear at a steady pace: the same number is live at any time. */
export interface StoryCalendar {
  live(epochMs: number): readonly Media[];
  /** Those of the last three days, live or not. */
  recent(epochMs: number): readonly Media[];
}

export function createStoryCalendar(
  account: Account,
  spec: StoriesSpec,
  parts: readonly HashPart[],
): StoryCalendar {
  if (spec.live === 0) return { live: () => [], recent: () => [] };
  const spacing = Math.floor(dayMs / spec.live);
  const offset = Math.floor(unit(...parts, "story-offset") * (spacing / 1000)) * 1000;
  const slots = Array.from({ length: spec.live }, (_, slot) => slot);
  const unseen = drawn(spec.belowFiveViewers ?? 0, slots, ...parts, "unseen");
  const known = new Map<number, Media>();

  const storyOf = (slot: number): Media => {
    const remembered = known.get(slot);
    if (remembered !== undefined) return remembered;
    const video = unit(...parts, "story-kind", slot) < 0.5;
    const story: Media = {
      id: ids.media(...parts, "story", slot),
      place: "story",
      kind: video ? "story-video" : "story-image",
      account,
      publishedAt: Math.floor((offset + slot * spacing) / 1000) * 1000,
      children: [],
      caption: unit(...parts, "story-caption", slot) < 0.3 ? slot : undefined,
      traits: {
        ...(unseen.has(slot % spec.live) ? { belowFiveViewers: true } : {}),
        ...(video && unit(...parts, "story-url", slot) < 0.3 ? { withoutMediaUrl: true } : {}),
      },
    };
    known.set(slot, story);
    return story;
  };
  const newest = (count: number, epochMs: number): Media[] => {
    const last = Math.floor((epochMs - offset) / spacing);
    return Array.from({ length: count }, (_, index) => storyOf(last - index));
  };
  return {
    live: (epochMs) => newest(spec.live, epochMs),
    recent: (epochMs) => newest(spec.live * 3, epochMs),
  };
}
