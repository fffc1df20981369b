import type { SdkName } from "../sdk-name.ts";

/** Names that we serve although the SDK lacks them, and where they come from. */
export interface OutsideSdk {
  classes: readonly string[];
  part: "Field" | "Breakdown" | "edge";
  names: readonly string[];
  /** Who has seen them. */
  source: string;
  /** When that was judged. */
  date: string;
}

const insights = ["InstagramInsightsResult", "InsightsResult"];
const date = "2026-11-28";

/**
 * What the check is not to call gone. Metrics of accounts are no part of it: the SDK has one list of metrics, that of
 * media, which the same names happen to stand in or not.
 */
export const outsideSdk: readonly OutsideSdk[] = [
  {
    classes: insights,
    part: "Breakdown",
    names: ["media_product_type", "contact_button_type", "age", "gender", "city", "country"],
    source:
      "account insights: https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights",
    date,
  },
  {
    classes: ["InsightsResult"],
    part: "Field",
    names: ["total_value"],
    source: "recorded answers of the Instagram host; the SDK shares this class with Pages",
    date,
  },
  {
    classes: ["IGMedia"],
    part: "edge",
    names: ["poll_attachment", "prompt_response"],
    source:
      "Meta's changelog of 28 September 2026: https://developers.facebook.com/docs/instagram-platform/changelog",
    date,
  },
];

/** Each name that a row is about. */
export function namesOutside({ classes, part, names }: OutsideSdk): SdkName[] {
  return classes.flatMap((className) => names.map((name) => ({ class: className, part, name })));
}
