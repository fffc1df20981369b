import type { GraphHost } from "@tap-instagram/core";
import type { Setting, SettingDefinitions, SettingsOf } from "@tap-instagram/singer/settings";
import type { CustomReport } from "./custom-report.ts";
import type { InsightsTier } from "./insights-tiers.ts";

type Optional<T> = Setting<T | undefined>;

/** The settings and the types of their values. */
export interface TapSettings extends SettingDefinitions {
  access_token: Setting<string>;
  token_expires_at: Optional<string>;
  start_date: Optional<string>;
  accounts: Optional<readonly string[]>;
  exclude_accounts: Optional<readonly string[]>;
  login: Setting<"auto" | GraphHost>;
  api_version: Setting<string>;
  api_url: Optional<string>;
  login_url: Optional<string>;
  allow_unencrypted: Setting<boolean>;
  app_id: Optional<string>;
  app_secret: Optional<string>;
  webhook_verify_token: Optional<string>;
  insights_lookback_days: Setting<number>;
  insights_day: Setting<"ends_at_date" | "begins_at_date">;
  media_lookback_days: Setting<number>;
  media_insights_lookback_days: Optional<number>;
  media_collaborators_lookback_days: Setting<number>;
  poll_media_ids: Optional<readonly string[]>;
  prompt_media_ids: Optional<readonly string[]>;
  rivals: Optional<readonly string[]>;
  webhook_spool: Optional<string>;
  hashtags: Optional<readonly string[]>;
  hashtag_max_posts: Setting<number>;
  page_size: Setting<number>;
  concurrency: Setting<number>;
  rate_limit_ceiling: Setting<number>;
  max_wait_minutes: Setting<number>;
  max_run_minutes: Optional<number>;
  request_timeout_seconds: Setting<number>;
  max_response_megabytes: Setting<number>;
  max_retries: Setting<number>;
  partial_failures: Setting<"fail" | "warn">;
  user_agent: Optional<string>;
  media_insights_tiers: Optional<readonly InsightsTier[]>;
  custom_reports: Optional<readonly CustomReport[]>;
  shard: Optional<string>;
}

/** The tap's settings, as read from files and environment. */
export type Settings = SettingsOf<TapSettings>;
