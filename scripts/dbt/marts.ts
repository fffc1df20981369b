import type { StreamDeclaration } from "@tap-instagram/singer";
import { extractedAt, sourceRelation } from "./staging.ts";

/** A column of a mart: the column of a stream whose text it has, or a text of its own. */
type MartColumn = readonly [name: string, from: readonly [stream: string, column: string] | string];

interface Mart {
  readonly name: string;
  readonly description: string;
  /** One row per these, within a connection. */
  readonly grain: readonly string[];
  readonly columns: readonly MartColumn[];
  readonly counts: readonly string[];
  /** Columns of the grain that may be null. */
  readonly nullable?: readonly string[] | undefined;
  /** Columns that are never null, beyond the grain. */
  readonly required?: readonly string[] | undefined;
  readonly values?: { readonly [column: string]: readonly string[] } | undefined;
  readonly belongsTo?: readonly { column: string; model: string; field: string }[] | undefined;
}

const same = (stream: string, ...names: readonly string[]): MartColumn[] =>
  names.map((name) => [name, [stream, name]]);

const account: MartColumn = ["account_id", ["users", "id"]];
const username: MartColumn = [
  "username",
  "Username of the account, from users; null where users was not loaded",
];
const postCounts = [
  "reach",
  "views",
  "likes",
  "comments",
  "shares",
  "saves",
  "reposts",
  "total_interactions",
];
const ofAccount = { column: "account_id", model: "stg_instagram__users", field: "id" };
const figure = (name: string) => (name === "saves" ? "saved" : name);

const dayCounts = [
  "views",
  "accounts_engaged",
  "total_interactions",
  "likes",
  "comments",
  "shares",
  "saves",
  "replies",
  "reposts",
  "profile_links_taps",
  "profile_views",
  "website_clicks",
];
const reelFigures = ["ig_reels_avg_watch_time", "ig_reels_video_view_total_time", "reels_skip_rate"];
const postExtras = ["follows", "profile_visits", "profile_activity"];
const storyFigures = [
  "reach",
  "views",
  "replies",
  "shares",
  "reposts",
  "total_interactions",
  "follows",
  "profile_visits",
  "link_clicks",
  "navigation",
  "navigation_tap_forward",
  "navigation_tap_back",
  "navigation_tap_exit",
  "navigation_swipe_forward",
];

const marts: readonly Mart[] = [
  {
    name: "instagram__posts",
    description:
      "A post, reel or story, with its newest figures. What was deleted on Instagram stays. A figure that the API does not give is null, never 0",
    grain: ["post_id"],
    required: ["account_id", "is_story"],
    columns: [
      ["post_id", ["media", "id"]],
      account,
      username,
      ["published_at", ["media", "timestamp"]],
      ...same("media", "media_type", "media_product_type"),
      ["is_story", "Whether it is a story"],
      ...same("media", "caption", "permalink", "like_count", "comments_count"),
      ...postCounts.map((name): MartColumn => [name, ["media_insights", figure(name)]]),
      ["replies", ["story_insights", "replies"]],
      ...same("media_insights", ...postExtras, ...reelFigures),
      ["_sdc_extracted_at", extractedAt],
    ],
    counts: ["like_count", "comments_count", ...postCounts, "replies", ...postExtras, ...reelFigures],
    values: {
      media_type: ["IMAGE", "VIDEO", "CAROUSEL_ALBUM"],
      media_product_type: ["FEED", "REELS", "STORY", "AD"],
    },
    belongsTo: [ofAccount],
  },
  {
    name: "instagram__account_day",
    description:
      "A day of an account. Reach and accounts_engaged count people: their sum over days or accounts counts people several times",
    grain: ["account_id", "date_day"],
    columns: [
      account,
      username,
      ["date_day", "The day, in California: the API counts by it"],
      ["ends_at", ["user_insights", "date"]],
      ...same("user_insights", "reach", "reach_week", "reach_days_28", ...dayCounts),
      ["new_followers", ["user_insights", "follower_count"]],
      ...same("user_insights", "followed", "unfollowed"),
      ["_sdc_extracted_at", extractedAt],
    ],
    counts: ["reach", "reach_week", "reach_days_28", ...dayCounts, "new_followers", "followed", "unfollowed"],
    belongsTo: [ofAccount],
  },
  {
    name: "instagram__post_day",
    description:
      "A post or reel on a day when it was read: its lifetime figures at the day's last reading, and what they grew by since the reading before. Needs a target that appends rows and records _sdc_extracted_at",
    grain: ["post_id", "date_day"],
    required: ["account_id", "is_first_seen"],
    columns: [
      ["post_id", ["media_insights", "id"]],
      account,
      ["date_day", "Date of the reading, in UTC"],
      ["is_first_seen", "Whether no earlier day has a reading of the post"],
      [
        "days_since_previous",
        "Days since the reading that the deltas are from; null where is_first_seen. 1 where every day has a reading",
      ],
      ...postCounts.flatMap((name): MartColumn[] => [
        [name, ["media_insights", figure(name)]],
        [
          `${name}_delta`,
          `${name} less that of the reading before; below 0 where Instagram took some back; null where either is null`,
        ],
      ]),
      ["_sdc_extracted_at", extractedAt],
    ],
    counts: [...postCounts, "days_since_previous"],
    belongsTo: [ofAccount, { column: "post_id", model: "stg_instagram__media", field: "id" }],
  },
  {
    name: "instagram__audience",
    description:
      "A group of people, in a snapshot: followers, or accounts that were reached or engaged. The API names the 45 largest groups only: they do not add up to a total",
    grain: [
      "account_id",
      "snapshot_date",
      "metric",
      "timeframe",
      "breakdown",
      "age",
      "gender",
      "city",
      "country",
    ],
    nullable: ["timeframe", "age", "gender", "city", "country"],
    required: ["is_latest"],
    columns: [
      account,
      ...same(
        "user_lifetime_insights",
        "snapshot_date",
        "metric",
        "timeframe",
        "breakdown",
        "age",
        "gender",
        "city",
        "country",
        "value",
      ),
      ["is_latest", "Whether it is of the newest snapshot of its account, metric, timeframe and breakdown"],
    ],
    counts: ['"value"'],
    values: {
      metric: ["follower_demographics", "engaged_audience_demographics", "reached_audience_demographics"],
      gender: ["F", "M", "U"],
    },
    belongsTo: [ofAccount],
  },
  {
    name: "instagram__stories",
    description:
      "A story, with how people left it. Stories with too few viewers have no figures: they are null",
    grain: ["story_id"],
    required: ["account_id"],
    columns: [
      ["story_id", ["stories", "id"]],
      account,
      username,
      ["published_at", ["stories", "timestamp"]],
      ...same("stories", "media_type", "permalink"),
      ...same("story_insights", ...storyFigures),
      ["exit_rate", "Taps to leave and swipes to the next account, per view"],
    ],
    counts: storyFigures,
    belongsTo: [ofAccount, { column: "story_id", model: "instagram__posts", field: "post_id" }],
  },
  {
    name: "instagram__completeness",
    description:
      "What a sync expected and did not deliver, by account, stream and reason. Empty where the stream sync_events was not selected",
    grain: ["completeness_id"],
    required: ["run_id", "things", "is_latest_run"],
    columns: [
      ["completeness_id", "A hash of what the row is one of"],
      ["account_id", ["sync_events", "business_account_id"]],
      ...same(
        "sync_events",
        "run_id",
        "run_started_at",
        "stream",
        "thing",
        "metric",
        "variant",
        "ending",
        "reason",
        "what_helps",
      ),
      ["things", "How many things"],
      ["first_day", "The first day among them"],
      ["last_day", "The last day among them"],
      ["message", "What the API said to one of them, or the reason in words"],
      ["is_latest_run", "Whether it is of the newest run of the connection that left something out"],
    ],
    counts: ["things"],
    values: { ending: ["missing", "pending", "unavailable"] },
  },
];

/** The texts and tests of the marts, with the texts of the streams' columns. */
export function martProperties(streams: readonly StreamDeclaration[]): object {
  const textOf = ([stream, column]: readonly [string, string]) => {
    const text = streams.find(({ name }) => name === stream)?.schema.properties[column]?.description;
    if (text === undefined) throw new Error(`A mart has ${stream}.${column}, which no stream declares`);
    return text;
  };
  return { version: 2, models: marts.map((mart) => properties(mart, textOf)) };
}

function properties(mart: Mart, textOf: (from: readonly [string, string]) => string): object {
  const {
    name,
    description,
    grain,
    columns,
    counts,
    nullable = [],
    required = [],
    values = {},
    belongsTo = [],
  } = mart;
  const isRequired = (column: string) =>
    required.includes(column) || (grain.includes(column) && !nullable.includes(column));
  return {
    name,
    description: `${description}.`,
    data_tests: [
      { "instagram.one_row_per": { arguments: { columns: ["source_relation", ...grain] } } },
      { "instagram.not_negative": { arguments: { columns: counts } } },
      ...belongsTo.map(({ column, model, field }) => ({
        "instagram.belongs_to": { arguments: { column, to: `ref('${model}')`, field } },
      })),
    ],
    columns: [
      { name: "source_relation", description: sourceRelation, data_tests: ["not_null"] },
      ...columns.map(([column, from]) => ({
        name: column,
        description: typeof from === "string" ? from : textOf(from),
        data_tests: [
          ...(isRequired(column) ? ["not_null"] : []),
          // New words come without notice.
          ...(values[column]
            ? [{ accepted_values: { arguments: { values: values[column] }, config: { severity: "warn" } } }]
            : []),
        ],
      })),
    ],
  };
}
