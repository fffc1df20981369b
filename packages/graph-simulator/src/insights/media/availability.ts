import type { Call } from "../../graph/node.ts";
import type { Simulation } from "../../simulation.ts";
import type { Media } from "../../world/model.ts";

const hourMs = 3_600_000;

export function isExpiredStory(media: Media, nowMs: number): boolean {
  return media.place === "story" && nowMs - media.publishedAt >= 24 * hourMs;
}

/** Whether a post is older than insights are kept. */
export function isTooOld(media: Media, { simulation, nowMs }: Pick<Call, "nowMs" | "simulation">): boolean {
  const most = simulation.behaviour.mediaInsightsMaximumAgeDays;
  return most !== null && nowMs - media.publishedAt > most * 24 * hourMs;
}

/** Whether the insights of a media answer `"values": []`. */
export function isWithoutValues(
  media: Media,
  { simulation, nowMs }: Pick<Call, "nowMs"> & { readonly simulation: Pick<Simulation, "behaviour"> },
): boolean {
  if (media.traits.withoutValues) return true;
  const age = nowMs - media.publishedAt;
  return media.kind === "reel" && age < simulation.behaviour.freshReelHours * hourMs;
}
