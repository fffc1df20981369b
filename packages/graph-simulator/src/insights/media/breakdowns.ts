import { hash32 } from "../../random/hash.ts";
import type { Media } from "../../world/model.ts";

/** Breakdowns the endpoint knows, in the order its errors list them. */
export const mediaBreakdowns: readonly string[] = [
  "follow_type",
  "surface_type",
  "action_type",
  "story_navigation_action_type",
];

/** The one breakdown a metric has. */
export const breakdownOf: Readonly<Record<string, string>> = {
  profile_activity: "action_type",
  navigation: "story_navigation_action_type",
};

const breakdownValues: Readonly<Record<string, readonly string[]>> = {
  action_type: ["bio_link_clicked", "call", "direction", "email", "text", "other"],
  story_navigation_action_type: ["tap_forward", "tap_back", "tap_exit", "swipe_forward"],
};

/** The parts of a total. Empty ones are left out, and so is `results` when nothing is left. */
export function mediaBreakdown(media: Media, dimension: string, total: number): Record<string, unknown> {
  const values = breakdownValues[dimension] ?? [];
  const weights = values.map((value) => hash32(media.id, dimension, value) % 100);
  const sum = Math.max(
    1,
    weights.reduce((left, right) => left + right, 0),
  );
  const results = values
    .map((value, index) => ({
      dimension_values: [value],
      value: Math.floor((total * (weights[index] ?? 0)) / sum),
    }))
    .filter((result) => result.value > 0);
  return { dimension_keys: [dimension], ...(results.length > 0 ? { results } : {}) };
}
