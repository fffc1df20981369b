import { exitRate, rounded } from "../../truth/arithmetic.ts";
import type { Truth } from "../../truth/merged.ts";
import { seconds, secondsOf, select, type MartTruth } from "./mart-truth.ts";

const columns = {
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
    sql: select("analytics.instagram__stories", "story_id", [
      "account_id",
      "username",
      seconds("published_at"),
      "media_type",
      "permalink",
      ...Object.keys(columns),
      "round(cast(1000 * exit_rate as numeric))",
    ]),
    rows: Object.fromEntries(
      truth.stories.map(({ id, account, published, mediaType, permalink, figures }) => [
        id,
        [
          account,
          names.get(account) ?? null,
          secondsOf(published),
          mediaType,
          permalink,
          ...Object.values(columns).map((name) => figures[name]),
          rounded(exitRate(figures.tap_exit, figures.swipe_forward, figures.views, 1000), 0),
        ],
      ]),
    ),
  };
}
