import { buildCatalog } from "@tap-instagram/singer/reference";
import { checkSafeSchema, flattenStream } from "@tap-instagram/singer/testing";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { declarations } from "./catalog.ts";
import { registry, streamGroups } from "./registry.ts";

test.each(declarations(registry))(
  "the schema of $name is one that every popular target takes",
  ({ schema, keyProperties }) => {
    expect(checkSafeSchema(schema, keyProperties)).toEqual([]);
  },
);

test.each(declarations(registry))("flattened, $name is one as well", ({ schema, keyProperties }) => {
  const { schema: flat } = flattenStream(schema, { maxDepth: 3, separator: "__" });
  expect(checkSafeSchema(flat, keyProperties)).toEqual([]);
});

test("the README counts the streams, and lists those that are not selected by default", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const all = declarations(registry);
  expect(readme).toContain(`\n- ${all.length} streams, and custom reports.`);
  const [, section = ""] = readme.split("## Streams that are not selected by default\n");
  const [table = ""] = section.split("\n## ");
  const listed = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  const optional = all.filter(({ selectedByDefault }) => selectedByDefault === false);
  expect(listed.toSorted()).toEqual(optional.map(({ name }) => name).toSorted());
});

const report = { metrics: ["reach"], breakdown: ["follow_type"] };
const withReports = streamGroups({
  custom_reports: [
    { ...report, name: "days", period: "day" },
    { ...report, name: "now", period: "lifetime" },
  ],
});

test.each(declarations(withReports))("of $name, all but the key may be null", ({ schema, keyProperties }) => {
  const nullable = Object.entries(schema.properties).filter(([, { type = [] }]) => type.includes("null"));
  const others = Object.keys(schema.properties).filter((name) => !keyProperties.includes(name));
  expect(nullable.map(([name]) => name)).toEqual(others);
});

test("the streams have the keys and replication that state and warehouses are built on", () => {
  const facts = declarations(registry).map(({ name, keyProperties, replicationMethod, replicationKey }) => [
    name,
    keyProperties.join(","),
    replicationMethod,
    replicationKey,
  ]);
  expect(facts).toEqual([
    ["users", "id", "FULL_TABLE", undefined],
    ["accounts", "business_account_id", "FULL_TABLE", undefined],
    ["user_lifetime_insights", "id", "FULL_TABLE", undefined],
    ["user_insights", "business_account_id,date", "INCREMENTAL", "date"],
    [
      "user_insights_breakdowns",
      "business_account_id,date,metric,dimension,dimension_value",
      "INCREMENTAL",
      "date",
    ],
    ["online_followers_hourly", "business_account_id,date,hour", "INCREMENTAL", "date"],
    ["media", "id", "FULL_TABLE", "timestamp"],
    ["media_insights", "id", "FULL_TABLE", "timestamp"],
    ["media_insights_daily", "id,snapshot_date", "FULL_TABLE", undefined],
    ["media_children", "id", "FULL_TABLE", "timestamp"],
    ["comments", "id", "FULL_TABLE", undefined],
    ["media_collaborators", "media_id,id", "FULL_TABLE", undefined],
    ["media_polls", "media_id", "FULL_TABLE", undefined],
    ["media_prompts", "media_id,id", "FULL_TABLE", undefined],
    ["stories", "id", "FULL_TABLE", undefined],
    ["story_insights", "id", "FULL_TABLE", undefined],
    ["tags", "business_account_id,id", "FULL_TABLE", "timestamp"],
    ["collaborative_media", "business_account_id,id", "FULL_TABLE", undefined],
    ["collaboration_invites", "business_account_id,media_id", "FULL_TABLE", undefined],
    ["live_media", "business_account_id,id", "FULL_TABLE", undefined],
    ["upcoming_events", "business_account_id,id", "FULL_TABLE", undefined],
    ["scheduled_media", "business_account_id,id", "FULL_TABLE", undefined],
    ["content_publishing_limit", "business_account_id,snapshot_date", "FULL_TABLE", undefined],
    ["mentioned_media", "business_account_id,id", "FULL_TABLE", undefined],
    ["mentioned_comments", "business_account_id,id", "FULL_TABLE", undefined],
    ["rivals", "username,snapshot_date", "FULL_TABLE", undefined],
    ["rival_media", "id", "INCREMENTAL", "timestamp"],
    ["hashtags", "hashtag", "FULL_TABLE", undefined],
    ["hashtag_media", "hashtag_id,list,id", "FULL_TABLE", undefined],
    ["sync_events", "id", "FULL_TABLE", undefined],
  ]);
});

test("the catalog holds every column of the connector that dbt models were built on", () => {
  const airbyte = {
    users:
      "page_id id biography ig_id followers_count follows_count media_count name profile_picture_url username website",
    user_insights:
      "page_id business_account_id date follower_count get_directions_clicks phone_call_clicks profile_views reach text_message_clicks website_clicks reach_week reach_days_28 online_followers email_contacts",
    media:
      "business_account_id page_id caption comments_count id ig_id is_comment_enabled like_count media_type media_product_type media_url owner permalink shortcode thumbnail_url timestamp username children",
    media_insights:
      "business_account_id page_id id ig_reels_avg_watch_time ig_reels_video_view_total_time reach saved video_views comments likes shares total_interactions follows profile_visits views",
    stories:
      "business_account_id page_id caption id ig_id like_count media_type media_product_type media_url owner permalink shortcode thumbnail_url timestamp username",
    story_insights:
      "business_account_id page_id id reach replies follows profile_visits shares total_interactions views",
  };
  const { streams } = buildCatalog(declarations(registry));
  for (const [stream, columns] of Object.entries(airbyte)) {
    const schema = streams.find(({ tap_stream_id: id }) => id === stream)?.schema;
    expect(Object.keys(schema?.properties ?? {})).toEqual(expect.arrayContaining(columns.split(" ")));
  }
});
