import { dayOf, type Truth } from "../../truth/merged.ts";
import type { GroupTruth } from "../../truth/shapes.ts";
import { flag, plain, time, type MartTruth } from "./mart-truth.ts";

const dayColumns = {
  reach: "reach",
  reach_week: "reach_week",
  reach_days_28: "reach_days_28",
  views: "views",
  accounts_engaged: "accounts_engaged",
  total_interactions: "total_interactions",
  likes: "likes",
  comments: "comments",
  shares: "shares",
  saves: "saves",
  replies: "replies",
  reposts: "reposts",
  profile_links_taps: "profile_links_taps",
  profile_views: "profile_views",
  website_clicks: "website_clicks",
  new_followers: "follower_count",
  followed: "followed",
  unfollowed: "unfollowed",
} as const;

/** The mart of an account's days. */
export function accountDays({ accounts, days }: Truth): MartTruth {
  const names = new Map(accounts.map(({ id, username }) => [id, username]));
  return {
    mart: "analytics.instagram__account_day",
    key: ["account_id", "date_day"],
    columns: { ...plain("username"), ...time("ends_at"), ...plain(...Object.keys(dayColumns)) },
    rows: Object.fromEntries(
      days.map((day) => [
        `${day.account} ${dayOf(day)}`,
        [
          names.get(day.account) ?? null,
          Date.parse(day.end),
          ...Object.values(dayColumns).map((name) => day.figures[name]),
        ],
      ]),
    ),
  };
}

/**
 * The mart of an account's audience. Both readings have the date of the tap's clock, so the second one counts.
 *
 * @param date - the UTC date of the newest reading.
 */
export function audience({ groups }: Truth, date: string | undefined): MartTruth {
  const parts = ["age", "gender", "city", "country"];
  return {
    mart: "analytics.instagram__audience",
    key: ["account_id", "snapshot_date", "metric", "timeframe", "breakdown", ...parts],
    columns: { value: `"value"`, ...flag("is_latest") },
    rows: Object.fromEntries(
      (groups.at(-1) ?? []).map((group) => [
        [
          group.account,
          date,
          group.metric,
          group.timeframe ?? "-",
          group.breakdown,
          ...inOrder(group, parts),
        ].join(" "),
        [group.value, 1],
      ]),
    ),
  };
}

function inOrder({ breakdown, values }: GroupTruth, parts: readonly string[]): string[] {
  const known = new Map(breakdown.split(",").map((name, index) => [name, values[index]]));
  return parts.map((name) => known.get(name) ?? "-");
}
