import { setting } from "@tap-instagram/singer/settings";
import { customReport } from "./custom-report.ts";
import { insightsTier } from "./insights-tiers.ts";
import { apiVersion, credential, headerText, apiUrl } from "./value-shapes.ts";
import type { TapSettings } from "./settings.ts";
import { shardText } from "./shard.ts";

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
  token_expires_at: setting.dateTime({
    title: "End of the token",
    description:
      "When access_token ends, where you know it. A sync warns 14 days before. With Instagram Login the API does not say it. " +
      "If this setting is in the settings file, even as null, `tap-instagram auth` and `auth refresh` keep it up to date.",
    defaultDescription: "unknown; Facebook tells it with app_id and app_secret",
  }),
  start_date: setting.dateTime({
    title: "Start date",
    description:
      "First day of `user_insights`, and earliest timestamp of every INCREMENTAL stream. FULL_TABLE streams are read completely.",
    defaultDescription: "two years ago, the limit of the API",
  }),
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
  login: setting.choice({
    title: "Login",
    description: "Login that issued the token. `auto` decides by the first letters of the token.",
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
    title: "API URL",
    description: "Base URL of the Graph API, without the version. For proxies and tests.",
    defaultDescription: "the URL of the login",
    check: apiUrl,
  }),
  login_url: setting.text({
    title: "Login URL",
    description:
      "Base URL of the login pages that `auth` opens. The vendor's host follows as the first segment, as in `/www.facebook.com/v25.0/dialog/oauth`. For proxies and tests.",
    defaultDescription: "the vendor's own pages",
    check: apiUrl,
  }),
  allow_unencrypted: setting.boolean({
    title: "Allow unencrypted connections",
    description:
      "Sends tokens and secrets to an api_url or login_url without TLS (http) on another machine. Only for tests in a network of your own.",
    default: false,
  }),
  app_id: setting.text({
    title: "App id",
    description:
      "Id of the app that the token belongs to. With app_id and app_secret, a sync with Facebook Login first checks which permissions the token lacks and when it expires.",
    check: credential,
  }),
  app_secret: setting.text({
    title: "App secret",
    description: "Secret of the app that the token belongs to. Every request then carries appsecret_proof.",
    secret: true,
    check: credential,
  }),
  webhook_verify_token: setting.text({
    title: "Verify token of the webhook",
    description:
      "The word that you enter as verify token in the webhook's form of the app. Only `tap-instagram receive` uses it, to confirm the subscription.",
    secret: true,
    check: credential,
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
  media_collaborators_lookback_days: setting.integer({
    title: "Collaborators look-back",
    description:
      "Days that a post can be old and `media_collaborators` still asks for its collaborators: each post costs a call.",
    default: 30,
    minimum: 0,
  }),
  poll_media_ids: setting.list({
    title: "Posts with a poll",
    description:
      "Ids of posts of which `media_polls` reads the poll, beside those of which the API says that they have one.",
  }),
  prompt_media_ids: setting.list({
    title: "Posts with a prompt",
    description: "Ids of posts of which `media_prompts` reads the answers to the prompt.",
  }),
  rivals: setting.list({
    title: "Rivals",
    description:
      "Usernames of other professional accounts, for `rivals` and `rival_media`. With `shard`, every run reads them: select the two streams in one run only.",
  }),
  webhook_spool: setting.text({
    title: "Spool of webhooks",
    description:
      "Folder of the spool of `tap-instagram receive`. `tap-instagram webhook` keeps the ids of mentions in it, and a sync of `mentioned_media` and `mentioned_comments` reads them. An id leaves the spool when a sync is given a state that has its record.",
  }),
  hashtags: setting.list({
    title: "Hashtags",
    description:
      "Words, with or without #, for `hashtags` and `hashtag_media`. Meta lets an account query 30 different hashtags in 7 days: of more, some wait for their turn. With `shard`, every run reads them: select the two streams in one run only.",
  }),
  hashtag_max_posts: setting.integer({
    title: "Most posts of a hashtag",
    description:
      "Posts that `hashtag_media` reads of a hashtag at most, of the recent ones and of the best ones each. A call brings 50.",
    default: 500,
    minimum: 1,
  }),
  page_size: setting.integer({
    title: "Page size",
    description: "Posts per page. The tap halves it when the API reports too much data.",
    default: 100,
    minimum: 1,
    maximum: 100,
  }),
  concurrency: setting.integer({
    title: "Concurrency",
    description: "Requests that run at the same time.",
    default: 8,
    minimum: 1,
    maximum: 64,
  }),
  rate_limit_ceiling: setting.integer({
    title: "Rate limit ceiling",
    description: "Percent of the quota. Above it, the tap slows down.",
    default: 80,
    minimum: 1,
    maximum: 100,
  }),
  max_wait_minutes: setting.integer({
    title: "Longest wait",
    description:
      "Longest time that a run waits for quota, in minutes, all its waits together. If they would take longer, the sync stops with exit code 5 and keeps its state. 0 never waits.",
    default: 60,
    minimum: 0,
  }),
  max_run_minutes: setting.integer({
    title: "Longest run",
    description:
      "Longest time of a sync, in minutes. Then it stops with exit code 5 and keeps its state, and the next run goes on from there. Set it below the time after which your platform kills a job.",
    defaultDescription: "no limit",
    minimum: 1,
  }),
  request_timeout_seconds: setting.integer({
    title: "Request timeout",
    description: "Longest time for one request, in seconds.",
    default: 60,
    minimum: 1,
  }),
  max_response_megabytes: setting.integer({
    title: "Longest answer",
    description:
      "Longest answer that is read, in mebibytes. A longer one is treated as a temporary failure, because it would fill the memory.",
    default: 64,
    minimum: 1,
    maximum: 512,
  }),
  max_retries: setting.integer({
    title: "Retries",
    description: "How many times a request is retried after a temporary failure.",
    default: 6,
    minimum: 0,
    maximum: 100,
  }),
  partial_failures: setting.choice({
    title: "Partial failures",
    description: "Exit code when some accounts or streams failed: `fail` gives 4, `warn` gives 0.",
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
      "How often `media_insights` reads posts, by their age, in daily runs: " +
      '`[{"younger_than_days": 14, "every_days": 1}, {"younger_than_days": 90, "every_days": 7}, {"younger_than_days": 3650, "every_days": 30}]` ' +
      "reads posts of two weeks every day, posts of three months once a week, and older posts once a month. The last tier also holds for posts older than all tiers. " +
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
  shard: setting.text({
    title: "Shard",
    description:
      "Part of the accounts to sync, when several runs share the accounts: `2/5` is the second of five parts. `auto/5` takes the number from the index that Kubernetes Indexed Jobs, AWS Batch array jobs and Cloud Run jobs set. " +
      "An account belongs to part `crc32(id) % 5 + 1`. `tap-instagram state merge` merges the states of the runs.",
    check: shardText,
  }),
};
