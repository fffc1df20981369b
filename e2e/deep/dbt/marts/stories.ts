import { exitRate, rounded } from "../../truth/arithmetic.ts";
import type { Truth } from "../../truth/merged.ts";
import { plain, time, type MartTruth } from "./mart-truth.ts";

/** Columns of counts, and the figures that are in them. */
export const storyColumns = {
  reach: "reach",
  views: "views",
  replies: "replies",
  shares: "shares",
  reposts: "reposts",
  total_interactions: "total_interactions",
  follows: "follows",
  profile_visits: "profile_visits",
  link_clicks: "link_clicks",
  navigation: "navigation",
  navigation_tap_forward: "tap_forward",
  navigation_tap_back: "tap_back",
  navigation_tap_exit: "tap_exit",
  navigation_swipe_forward: "swipe_forward",
} as const;

/** The mart of stories. */
export function stories(truth: Truth): MartTruth {
  const names = new Map(truth.accounts.map(({ id, username }) => [id, username]));
  return {
    mart: "analytics.instagram__stories",
    key: ["story_id"],
    columns: {
      ...plain("account_id", "username", "media_type", "permalink"),
      ...time("published_at"),
      ...plain(...Object.keys(storyColumns)),
      exit_rate: "round(cast(1000 * exit_rate as numeric))",
    },
    rows: Object.fromEntries(
      truth.stories.map(({ id, account, published, mediaType, permalink, figures }) => [
        id,
        [
          account,
          names.get(account) ?? null,
          mediaType,
          permalink,
          Date.parse(published),
          ...Object.values(storyColumns).map((name) => figures[name]),
          rounded(exitRate(figures.tap_exit, figures.swipe_forward, figures.views, 1000), 0),
        ],
      ]),
    ),
  };
}
