import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { UnknownTimeZoneError } from "../src/tables/local-times.ts";
import { NoRowsError, openTables, UnreadableFileError } from "../src/tables/tables.ts";
import { day, figureOf, folderOf, pageOfFiles, post, rowsOf } from "./page-of.ts";

test("a day without a row and a day without a number are both shown, and neither is 0", async () => {
  const page = await pageOfFiles({
    user_insights: [
      day("2026-11-02", { views: 10 }),
      day("2026-11-03", { views: null }),
      day("2026-11-05", { views: 0 }),
    ],
  });
  expect(rowsOf(page, "views_by_day")).toEqual({
    "2026-11-01": 10,
    "2026-11-02": null,
    "2026-11-03": null,
    "2026-11-04": 0,
  });
  expect(page).toContain('data-lack="days_without_views" data-value="1"');
  expect(page).toContain('data-lack="days_not_there" data-value="1"');
});

test("what a sync left out is shown with the day of that sync, which may be of long ago", async () => {
  const page = await pageOfFiles({
    user_insights: [day("2026-11-02", { views: 10 })],
    sync_events: [
      {
        id: "run:1",
        run_id: "run",
        run_started_at: "2026-08-03T06:00:00Z",
        stream: "media_insights",
        thing: "post",
        ending: "pending",
        reason: "empty-answer",
        what_helps: "later",
        things: 3,
      },
    ],
  });
  expect(page).toContain('data-lack="told.media_insights.post.empty-answer" data-value="3"');
  expect(page).toContain("posts in media_insights, sync of 3 August 2026");
  expect(page).toContain("Empty answer. The next sync asks again.");
});

test("a stream without rows has no number, and the page says how to get it", async () => {
  const page = await pageOfFiles({ users: [{ id: "1784", username: "one", followers_count: 12 }] });
  expect(figureOf(page, "followers")).toBe(12);
  for (const name of ["views", "posts", "stories", "account_days"])
    expect(figureOf(page, name)).toBeUndefined();
  expect(page).toContain("Select the stream user_lifetime_insights");
});

test("followers are worked back only to the first day before which one is missing", async () => {
  const days = Array.from({ length: 15 }, (_, index) =>
    day(`2026-11-${String(index + 2).padStart(2, "0")}`, {
      followed: 3,
      unfollowed: index === 5 ? null : 1,
    }),
  );
  const page = await pageOfFiles({
    users: [{ id: "1784", username: "one", followers_count: 100 }],
    user_insights: days,
  });
  // The column after the day has the only account; the numbers are after the last day, a week before, two weeks before.
  const cells = [
    ...page.matchAll(
      /<tr data-key="(2026-11-\d\d)"( data-value="\d+")?><th>\d+ November 2026<td[^>]*>(\d+|no number)</g,
    ),
  ];
  expect(cells.slice(0, 3).map(([, key, , text]) => [key, text])).toEqual([
    ["2026-11-01", "no number"],
    ["2026-11-08", "86"],
    ["2026-11-15", "100"],
  ]);
});

test("captions and addresses are text, whatever is in them", async () => {
  const { media, insights } = post("1", {
    views: 5,
    caption: `</script><img src=x onerror="alert(1)">\u0000 & 'more'`,
    permalink: "javascript:alert(1)",
  });
  const page = await pageOfFiles({ media: [media], media_insights: [insights] });
  expect(page).not.toContain("<img");
  expect(page).not.toContain('href="javascript:');
  expect(page).toContain(
    "&lt;/script&gt;&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;more&#39;",
  );
});

test("the newest row of a key counts, by the time of its extraction and then by its place", async () => {
  const users = (count: number, time?: string) => ({
    id: "1784",
    username: "one",
    followers_count: count,
    _sdc_extracted_at: time,
  });
  const at = (hour: number) => `2026-11-02T${String(hour).padStart(2, "0")}:00:00Z`;
  const byTime = await pageOfFiles({ users: [users(2, at(12)), users(1, at(10))] });
  expect(figureOf(byTime, "followers")).toBe(2);
  const byPlace = await pageOfFiles({ users: [users(2), users(1)] });
  expect(figureOf(byPlace, "followers")).toBe(1);
});

test("posts are placed in the hours and weekdays of the zone that is asked for", async () => {
  const posts = Array.from({ length: 6 }, (_, index) =>
    post(String(index), { views: 10 * (index + 1), timestamp: "2026-11-01T23:30:00Z" }),
  );
  const files = {
    media: posts.map(({ media }) => media),
    media_insights: posts.map(({ insights }) => insights),
  };
  const known = (rows: { [key: string]: number | null }) =>
    Object.entries(rows).filter(([, value]) => value !== null);
  // 1 November is a Sunday; in Kathmandu it is 5:15 on Monday.
  const utc = await pageOfFiles(files, "UTC");
  expect(known(rowsOf(utc, "best_weekday"))).toEqual([["7", 1]]);
  expect(known(rowsOf(utc, "best_hour"))).toEqual([["23", 1]]);
  const kathmandu = await pageOfFiles(files, "Asia/Kathmandu");
  expect(known(rowsOf(kathmandu, "best_weekday"))).toEqual([["1", 1]]);
  expect(known(rowsOf(kathmandu, "best_hour"))).toEqual([["5", 1]]);
});

test("a story is named by the minute of its publication in that zone", async () => {
  const story = { id: "1", business_account_id: "1784", timestamp: "2026-11-01T23:29:40Z" };
  const figures = { id: "1", views: 50, navigation_tap_exit: 4, navigation_swipe_forward: 1 };
  const files = { stories: [story], story_insights: [figures] };
  const page = await pageOfFiles(files, "Asia/Kathmandu");
  expect(page).toContain("The story of 2 Nov 2026, 05:14 lost most: 10 exits for 100 views.");
});

test("a compressed file is read like a plain one", async () => {
  const folder = folderOf({ users: [{ id: "2", followers_count: 1 }] });
  const { media } = post("1");
  writeFileSync(
    join(folder, "media.jsonl.gz"),
    Buffer.concat([media, { ...media, id: "2" }].map((row) => gzipSync(`${JSON.stringify(row)}\n`))),
  );
  const { query } = await openTables(inputOf(folder));
  expect(await query("select count(*) as n from media")).toEqual([{ n: 2 }]);
});

test.each(["tap_instagram", "analytics"])("a database of DuckDB is read in schema %s", async (schema) => {
  const path = join(folderOf({}), "ware house.duckdb");
  const database = await DuckDBInstance.create(path);
  const connection = await database.connect();
  const table = schema === "analytics" ? "stg_instagram__user_insights" : "user_insights";
  await connection.run(`create schema ${schema}`);
  await connection.run(
    `create table ${schema}.${table} as
     select '1' as business_account_id, timestamptz '2026-11-02T08:00:00Z' as date, 7::hugeint as views`,
  );
  connection.closeSync();
  database.closeSync();
  const { query, loaded } = await openTables({ path, schema });
  expect([...loaded]).toEqual(["user_insights"]);
  expect(await query(`select strftime("date", '%H:%M') as time, views, reach from user_insights`)).toEqual([
    { time: "08:00", views: 7, reach: null },
  ]);
});

test("an empty folder, a file of another kind and an unknown zone each have an error of their own", async () => {
  await expect(openTables(inputOf(folderOf({ media: [] })))).rejects.toThrow(NoRowsError);
  const folder = folderOf({});
  writeFileSync(join(folder, "media.jsonl"), "id,caption\n1,two\n");
  await expect(openTables(inputOf(folder))).rejects.toThrow(UnreadableFileError);
  await expect(pageOfFiles({ users: [{ id: "1" }] }, "Mars/Olympus")).rejects.toThrow(UnknownTimeZoneError);
});

function inputOf(path: string): { path: string; schema: string } {
  return { path, schema: "tap_instagram" };
}
