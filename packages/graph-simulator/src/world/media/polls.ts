import { unit } from "../../random/hash.ts";
import type { Media } from "../model.ts";

const texts = ["Yes", "No", "Maybe", "Later"];

/** A poll in a caption: its options, and the share of the votes for each. */
export interface Poll {
  readonly options: readonly { readonly text: string; readonly share: number }[];
  /** Epoch milliseconds. */
  readonly endsAt: number;
}

/** The poll of a post; `undefined` for most. */
export function pollOf(media: Media): Poll | undefined {
  if (media.place !== "post" || unit(media.id, "poll") >= 0.03) return undefined;
  const first = Math.round(unit(media.id, "poll-share") * 1000) / 1000;
  const count = unit(media.id, "poll-options") < 0.5 ? 2 : 4;
  const others = (1 - first) / (count - 1);
  return {
    options: texts.slice(0, count).map((text, index) => ({ text, share: index === 0 ? first : others })),
    endsAt: media.publishedAt + 24 * 60 * 60_000,
  };
}

/** Whether a post asks for answers. A post has one add-on at most. */
export function hasPrompt(media: Media): boolean {
  return media.place === "post" && pollOf(media) === undefined && unit(media.id, "prompt") < 0.02;
}
