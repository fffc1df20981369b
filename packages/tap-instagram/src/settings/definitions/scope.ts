import { setting } from "@tap-instagram/singer/settings";
import { customReport } from "../custom-report.ts";
import { insightsTier } from "../insights-tiers.ts";
import type { TapSettings } from "../settings.ts";
import { shardText } from "../shard.ts";

/** Which accounts are read, and from when on. */
export const scopeSettings: Pick<
  TapSettings,
  | "accounts"
  | "exclude_accounts"
  | "shard"
  | "start_date"
  | "insights_lookback_days"
  | "insights_day"
  | "media_lookback_days"
  | "media_insights_lookback_days"
  | "media_insights_tiers"
  | "custom_reports"
> = {
  accounts: setting.list({
    title: "Accounts",
    description:
      "Sync only these accounts. Each entry is an Instagram account id, a Facebook Page id or a username.",
    defaultDescription: "every account the token sees",
    aliases: ["ig_user_ids"],
  }),
  exclude_accounts: setting.list({
    title: "Excluded accounts",
    description:
      "Do not sync these accounts. Each entry is an Instagram account id, a Facebook Page id or a username.",
  }),
  shard: setting.text({
    title: "Shard",
    description:
      "Part of the accounts to sync, when several runs share the accounts: `2/5` is the second of five parts. `auto/5` takes the number from the index that Kubernetes Indexed Jobs, AWS Batch array jobs and Cloud Run jobs set. " +
      "An account belongs to part `crc32(id) % 5 + 1`. `tap-instagram state merge` merges the states of the runs.",
    check: shardText,
  }),
  start_date: setting.dateTime({
    title: "Start date",
    description:
      "First day of `user_insights`, and earliest timestamp of every INCREMENTAL stream. FULL_TABLE streams are read completely.",
    defaultDescription: "two years ago, the limit of the API",
  }),
  insights_lookback_days: setting.integer({
    title: "Insights look-back",
    description:
      "Days before the bookmark that `user_insights`, `user_insights_breakdowns` and custom reports read again, because recent values still change.",
    default: 3,
    minimum: 0,
    maximum: 730,
  }),
  insights_day: setting.choice({
    title: "Day of the insights",
    description:
      "Which day the figures at a `date` are of, for the column `day`. `ends_at_date`: the day before that midnight, as Meta documents it. " +
      "`begins_at_date`: the day after it, as some users found for their accounts. `date` itself stays as the API reports it.",
    options: ["ends_at_date", "begins_at_date"],
    default: "ends_at_date",
  }),
  media_lookback_days: setting.integer({
    title: "Media look-back",
    description:
      "Days before the bookmark that `media` and `media_insights` read again when they are INCREMENTAL.",
    default: 60,
    minimum: 0,
  }),
  media_insights_lookback_days: setting.integer({
    title: "Media insights look-back",
    description: "Read insights only of posts that are at most this many days old.",
    defaultDescription: "all posts",
    minimum: 0,
  }),
  media_insights_tiers: setting.objects({
    title: "Media insights tiers",
    description:
      "How often `media_insights` reads posts, by their age, in daily runs: " +
      '`[{"younger_than_days": 14, "every_days": 1}, {"younger_than_days": 90, "every_days": 7}, {"younger_than_days": 3650, "every_days": 30}]` ' +
      "reads posts of two weeks every day, posts of three months once a week, and older posts once a month. The last tier also holds for posts older than all tiers. The first run reads every post, and a run makes up for those that were left out. " +
      "Posts that are not due have no record in that run. A thousand posts, most of them old, then cost about 50 API calls a day instead of 1,000.",
    item: insightsTier,
    defaultDescription: "every post, every run",
  }),
  custom_reports: setting.objects({
    title: "Custom reports",
    description:
      "Selections of account metrics. Each becomes a stream named `report_` plus its name: " +
      '`{"name": "reach_by_follow_type", "metrics": ["reach", "views"], "period": "day", "breakdown": "follow_type"}`. ' +
      "`period` is `day`, `week`, `days_28` or `lifetime`. `metric_type` is `time_series` or `total_value`; without it, the tap chooses. " +
      "`breakdown` is one dimension, or two with a comma between them. `timeframe` is for demographics: `this_week` or `this_month`; the API may still accept `prev_month`, `last_14_days`, `last_30_days` and `last_90_days`.",
    item: customReport,
  }),
};
