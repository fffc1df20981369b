import {
  setting,
  type Setting,
  type SettingDefinitions,
  type SettingsOf,
} from "@tap-instagram/singer/settings";
import type { GraphHost } from "@tap-instagram/core";
import { customReport, type CustomReport } from "./custom-report.ts";
import { insightsTier, type InsightsTier } from "./insights-tiers.ts";
import { apiVersion, credential, headerText, httpUrl } from "./value-shapes.ts";
import { shardText } from "./shard.ts";

type Optional<T> = Setting<T | undefined>;

/** The settings and the types of their values. */
export interface TapSettings extends SettingDefinitions {
  access_token: Setting<string>;
  start_date: Optional<string>;
  accounts: Optional<readonly string[]>;
  exclude_accounts: Optional<readonly string[]>;
  login: Setting<"auto" | GraphHost>;
  api_version: Setting<string>;
  api_url: Optional<string>;
  app_id: Optional<string>;
  app_secret: Optional<string>;
  insights_lookback_days: Setting<number>;
  media_lookback_days: Setting<number>;
  media_insights_lookback_days: Optional<number>;
  page_size: Setting<number>;
  concurrency: Setting<number>;
  rate_limit_ceiling: Setting<number>;
  max_wait_minutes: Setting<number>;
  request_timeout_seconds: Setting<number>;
  max_retries: Setting<number>;
  partial_failures: Setting<"fail" | "warn">;
  user_agent: Optional<string>;
  media_insights_tiers: Optional<readonly InsightsTier[]>;
  custom_reports: Optional<readonly CustomReport[]>;
  shard: Optional<string>;
}

/** Every setting of the tap: the one list that `--about`, the documentation and the validation are made from. */
export const settings: TapSettings = {
  access_token: setting.text({
    title: "Access token",
    description:
      "Token of a Facebook user, Page or system user (starts with EAA) or of an Instagram user (starts with IG).",
    required: true,
    secret: true,
    check: credential,
  }),
  start_date: setting.dateTime({
    title: "Start date",
    description:
      "First day of `user_insights`, and the earliest timestamp of any stream synced INCREMENTAL. FULL_TABLE streams are always whole.",
    defaultDescription: "two years ago, as far back as the API goes",
  }),
  accounts: setting.list({
    title: "Accounts",
    description: "Only these accounts: Instagram account ids, Facebook Page ids or usernames.",
    defaultDescription: "every account the token sees",
    aliases: ["ig_user_ids"],
  }),
  exclude_accounts: setting.list({
    title: "Excluded accounts",
    description: "None of these accounts: Instagram account ids, Facebook Page ids or usernames.",
  }),
  login: setting.choice({
    title: "Login",
    description: "Which login the token comes from; `auto` reads the token's first letters.",
    options: ["auto", "facebook", "instagram"],
    default: "auto",
  }),
  api_version: setting.text({
    title: "API version",
    description: "Version of the Graph API.",
    default: "v25.0",
    check: apiVersion,
  }),
  api_url: setting.text({
    title: "API address",
    description: "Base address of the Graph API, without the version. For proxies and tests.",
    defaultDescription: "that of the login",
    check: httpUrl,
  }),
  app_id: setting.text({
    title: "App id",
    description:
      "Id of the app the token belongs to. Together with app_secret, a sync with Facebook Login begins by looking up what the token lacks and when it ends.",
    check: credential,
  }),
  app_secret: setting.text({
    title: "App secret",
    description:
      "Secret of the app the token belongs to; every request then carries a proof of it (appsecret_proof).",
    secret: true,
    check: credential,
  }),
  insights_lookback_days: setting.integer({
    title: "Insights look-back",
    description:
      "Days of `user_insights`, its splits and custom reports before the bookmark that are read again, because young figures still change.",
    default: 3,
    minimum: 0,
    maximum: 730,
  }),
  media_lookback_days: setting.integer({
    title: "Media look-back",
    description:
      "Days before the bookmark that are read again where `media` or `media_insights` is INCREMENTAL.",
    default: 60,
    minimum: 0,
  }),
  media_insights_lookback_days: setting.integer({
    title: "Media insights look-back",
    description: "Only posts of so many days get insights.",
    defaultDescription: "all posts",
    minimum: 0,
  }),
  page_size: setting.integer({
    title: "Page size",
    description: "Posts asked for at once. Halved by itself where the API finds that too much.",
    default: 100,
    minimum: 1,
    maximum: 100,
  }),
  concurrency: setting.integer({
    title: "Concurrency",
    description: "Requests in flight at once.",
    default: 8,
    minimum: 1,
    maximum: 64,
  }),
  rate_limit_ceiling: setting.integer({
    title: "Rate limit ceiling",
    description: "Percent of the quota above which requests are spread out.",
    default: 80,
    minimum: 1,
    maximum: 100,
  }),
  max_wait_minutes: setting.integer({
    title: "Longest wait",
    description:
      "Longest wait for quota, in minutes, before the sync stops cleanly with exit code 5. 0 never waits.",
    default: 60,
    minimum: 0,
  }),
  request_timeout_seconds: setting.integer({
    title: "Request timeout",
    description: "How long one request may take, in seconds.",
    default: 60,
    minimum: 1,
  }),
  max_retries: setting.integer({
    title: "Retries",
    description: "How often a request that failed in passing is sent again.",
    default: 6,
    minimum: 0,
    maximum: 100,
  }),
  partial_failures: setting.choice({
    title: "Partial failures",
    description: "Exit code when some accounts or streams failed for good: `fail` gives 4, `warn` gives 0.",
    options: ["fail", "warn"],
    default: "fail",
  }),
  user_agent: setting.text({
    title: "User agent",
    description: "User-Agent header of every request.",
    defaultDescription: "tap-instagram and its version",
    check: headerText,
  }),
  media_insights_tiers: setting.objects({
    title: "Media insights tiers",
    description:
      "How often `media_insights` asks for posts of an age, for daily runs: " +
      '`[{"younger_than_days": 14, "every_days": 1}, {"younger_than_days": 90, "every_days": 7}, {"younger_than_days": 3650, "every_days": 30}]` ' +
      "asks for young posts every day, for those of three months once a week and for the rest once a month. Posts beyond all tiers go by the last. " +
      "Posts that are not due have no record in that run. A thousand posts, most of them old, then cost about 50 calls a day instead of 1,000.",
    item: insightsTier,
    defaultDescription: "every post, every run",
  }),
  custom_reports: setting.objects({
    title: "Custom reports",
    description:
      "Selections of account metrics, each a stream of its own called `report_` and its name: " +
      '`{"name": "reach_by_follow_type", "metrics": ["reach", "views"], "period": "day", "breakdown": "follow_type"}`. ' +
      "`period` is `day`, `week`, `days_28` or `lifetime`; `metric_type` (`time_series`, `total_value`) follows from the rest where it is left out; " +
      "`breakdown` names one dimension, or two with a comma between; `timeframe` is for demographics: `this_week` or `this_month`; the API may still take `prev_month`, `last_14_days`, `last_30_days` and `last_90_days`.",
    item: customReport,
  }),
  shard: setting.text({
    title: "Shard",
    description:
      "Which part of the accounts to read, where several runs share them: `2/5` is the second of five. " +
      "An account belongs to part `crc32(id) % 5 + 1`. `tap-instagram state merge` makes one state of theirs.",
    check: shardText,
  }),
};

/** The tap's settings, as read from files and environment. */
export type Settings = SettingsOf<TapSettings>;
