import { dayOf, type Truth } from "../../truth/merged.ts";
import type { GroupTruth } from "../../truth/shapes.ts";
import { flag, seconds, secondsOf, select, type MartTruth } from "./mart-truth.ts";

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
    sql: select("analytics.instagram__account_day", "account_id || ' ' || cast(date_day as varchar)", [
      "username",
      seconds("ends_at"),
      ...Object.keys(dayColumns),
    ]),
    rows: Object.fromEntries(
      days.map((day) => [
        `${day.account} ${dayOf(day)}`,
        [
          names.get(day.account) ?? null,
          secondsOf(day.end),
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
  return {
    sql: select(
      "analytics.instagram__audience",
      `account_id || ' ' || cast(snapshot_date as varchar) || ' ' || metric || ' ' || coalesce(timeframe, '-') || ' ' || breakdown
       || ' ' || coalesce(age, '-') || ' ' || coalesce(gender, '-') || ' ' || coalesce(city, '-') || ' ' || coalesce(country, '-')`,
      [`"value"`, flag("is_latest")],
    ),
    rows: Object.fromEntries(
      (groups.at(-1) ?? []).map((group) => [
        `${group.account} ${date} ${group.metric} ${group.timeframe ?? "-"} ${group.breakdown} ${partsOf(group)}`,
        [group.value, 1],
      ]),
    ),
  };
}

/** The columns of a group in the order age, gender, city, country. */
function partsOf({ breakdown, values }: GroupTruth): string {
  const parts = new Map(breakdown.split(",").map((name, index) => [name, values[index]]));
  return ["age", "gender", "city", "country"].map((name) => parts.get(name) ?? "-").join(" ");
}
