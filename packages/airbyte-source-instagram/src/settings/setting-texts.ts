import type { JsonObject } from "@tap-instagram/singer";

/** How a setting is shown where it differs from what the tap says of it. */
export interface SettingText {
  readonly description?: string | undefined;
  readonly examples?: readonly (string | number | JsonObject)[] | undefined;
  readonly pattern?: string | undefined;
  /** The pattern, for people. */
  readonly patternDescriptor?: string | undefined;
  /** The items of a list. */
  readonly items?: JsonObject | undefined;
  /** Shown among the first settings. The others are advanced. */
  readonly isFirst?: true | undefined;
  /** Read from a file, and not asked for in the form. */
  readonly isHidden?: true | undefined;
}

const instant = String.raw`^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?)?$`;
const instantDescriptor = "YYYY-MM-DDTHH:mm:ssZ";

const text = (title: string, description: string): JsonObject => ({ type: "string", title, description });
const words = (title: string, description: string): JsonObject => ({
  type: "array",
  title,
  description,
  items: { type: "string" },
});
const count = (title: string, description: string): JsonObject => ({ type: "integer", title, description });

/** Descriptions in Airbyte's words, where the tap's are Singer's, and what only a form needs. */
export const settingTexts: { readonly [name: string]: SettingText } = {
  access_token: {
    description:
      "Token of a Facebook user, Page or system user (starts with EAA), or of an Instagram user (starts with IG). " +
      "It needs the permissions instagram_basic, instagram_manage_insights, pages_show_list and pages_read_engagement; " +
      "with Instagram Login instagram_business_basic and instagram_business_manage_insights. The check names what is missing.",
    isFirst: true,
  },
  start_date: {
    description:
      "First day of user_insights and of the other streams with a day per record. All other streams are always read completely. " +
      "Without it: two years ago, the limit of the API.",
    examples: ["2026-01-01T00:00:00Z"],
    pattern: instant,
    patternDescriptor: instantDescriptor,
    isFirst: true,
  },
  accounts: {
    examples: ["17841400000000001", "lumen.cykel"],
    isFirst: true,
  },
  exclude_accounts: { examples: ["17841400000000002"], isFirst: true },
  token_expires_at: {
    description:
      "When access_token ends, where you know it. With Instagram Login, and with app_id and app_secret, this source renews a token " +
      "that ends within 30 days, and gives the new one back to Airbyte together with this date.",
    examples: ["2026-12-31T00:00:00Z"],
    pattern: instant,
    patternDescriptor: instantDescriptor,
  },
  api_version: { examples: ["v25.0"] },
  api_url: { isHidden: true },
  login_url: { isHidden: true },
  allow_unencrypted: { isHidden: true },
  app_id: {
    description:
      "Id of the app that the token belongs to. With app_id and app_secret, a sync first checks which permissions the token lacks and " +
      "when it ends, and renews it before that.",
    examples: ["1234567890"],
  },
  insights_lookback_days: {
    description:
      "Days before the cursor that user_insights, user_insights_breakdowns and custom reports read again, because recent values still change.",
  },
  page_size: { description: "Posts per page. The source halves it when the API reports too much data." },
  rate_limit_ceiling: { description: "Percent of the quota. Above it, the source slows down." },
  max_wait_minutes: {
    description:
      "Longest wait for quota, in minutes. If a wait would be longer, the sync ends with a transient error and keeps its state; the next attempt goes on from there. 0 never waits.",
  },
  partial_failures: {
    description:
      "What happens when some accounts or streams fail for good: `fail` ends the sync with an error after everything else is read, `warn` only logs it.",
  },
  user_agent: { examples: ["example.com analytics"] },
  media_insights_tiers: {
    description:
      "How often media_insights reads posts, by their age, in daily syncs: the last tier also holds for posts older than all tiers. " +
      "Posts that are not due have no record in that sync, so use it with append modes only.",
    items: {
      type: "object",
      required: ["younger_than_days", "every_days"],
      properties: {
        younger_than_days: count("Younger than", "Age of the posts, in days."),
        every_days: count("Every", "Days between two readings of a post."),
      },
    },
  },
  custom_reports: {
    description:
      "Selections of account metrics. Each becomes a stream named `report_` plus its name. Refresh the source schema afterwards.",
    items: {
      type: "object",
      required: ["name", "metrics", "period"],
      properties: {
        name: text("Name", "Small letters, digits and _. The stream is called report_ and this."),
        metrics: words("Metrics", "Names of account metrics, such as reach and views."),
        period: {
          ...text("Period", "What a figure is about."),
          enum: ["day", "week", "days_28", "lifetime"],
        },
        metric_type: {
          ...text("Metric type", "Without it, the source chooses."),
          enum: ["time_series", "total_value"],
        },
        breakdown: text("Breakdown", "One dimension, or two with a comma between them: age,gender."),
        timeframe: text("Timeframe", "For demographics: this_week or this_month."),
      },
    },
  },
  shard: {
    description:
      "Part of the accounts to sync, when several connections share the accounts: `2/5` is the second of five parts. An account belongs to part `crc32(id) % 5 + 1`.",
    examples: ["2/5"],
    pattern: "^[0-9]+/[0-9]+$",
  },
};

/**
 * Settings of the tap that have no effect here: media streams are always read completely, and webhooks are received by
 * commands of the tap.
 */
export const unused: ReadonlySet<string> = new Set([
  "media_lookback_days",
  "webhook_verify_token",
  "webhook_spool",
]);
