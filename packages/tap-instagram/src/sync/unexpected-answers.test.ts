import type { JsonObject, JsonValue } from "@tap-instagram/singer";
import { validateValue } from "@tap-instagram/singer/testing";
import { expect, test } from "vitest";
import { catalogOf, run, simulated, type RunResult } from "../../test/run.ts";
import { createTapInstagram } from "../tap.ts";

const endTime = "2026-09-20T07:00:00+0000";
const columns = { metadata: [{ breadcrumb: [], metadata: { selected: true } }], schema: {} };
const everyStream = [
  ...createTapInstagram()
    .streams()
    .map(({ name }) => name),
  "report_odd",
];
const customReport = { name: "odd", metrics: ["reach", "unheard_of"], period: "day" };

/** Everything that an insights answer may hold, with a value in every place of one. */
function insights(value: JsonValue): JsonObject {
  const dimensions = ["follow_type", "media_product_type", "age", "story_navigation_action_type", "hour"];
  const results = [{ dimension_values: dimensions.map((name) => `A ${name}`), value }];
  return {
    data: ["reach", "follows", "navigation", "online_followers", "unheard_of", "follower_demographics"].map(
      (name) => ({
        name,
        values: [
          { value, end_time: endTime },
          { value },
          { value: { "0": value, "1": 5 }, end_time: endTime },
        ],
        total_value: { value, breakdowns: [{ dimension_keys: dimensions, results }] },
      }),
    ),
  };
}

/** A page of nodes, with a value in every field of them that is not an id. */
function nodes(value: JsonValue): JsonObject {
  const odd = Object.fromEntries(
    ["like_count", "timestamp", "caption", "owner", "is_shared_to_feed", "boost_ads_list", "from"].map(
      (name) => [name, value],
    ),
  );
  const slides = { data: [odd, { id: value, ...odd }, { id: "18000000000000002", ...odd }], paging: null };
  return {
    data: [{ id: "18000000000000001", media_type: "IMAGE", ...odd, children: slides, replies: slides }],
  };
}

/** What of the records a target with strict types would refuse. */
function misfits({ messages }: RunResult): string[] {
  const streams = new Map(
    messages.flatMap((message) => (message.type === "SCHEMA" ? [[message.stream, message] as const] : [])),
  );
  return messages.flatMap((message) => {
    const { schema, key_properties: keys = [] } =
      streams.get(message.type === "RECORD" ? message.stream : "") ?? {};
    if (message.type !== "RECORD" || !schema) return [];
    const { record, stream } = message;
    const empty = keys.filter((name) =>
      ["", "undefined", "null", "12.5", "true", "[object Object]", null].includes(record[name] as null),
    );
    return [...validateValue(schema, record), ...empty.map((name) => `key ${name} is empty`)].map(
      (problem) => `${stream}: ${problem}`,
    );
  });
}

test.each([[12.5], [1e300], ["7"], [null], [{}]])(
  "every record fits its schema and has its key, whatever the API answers: %j",
  async (value: JsonValue) => {
    const simulator = await simulated({
      world: { accounts: [{ posts: 1, stories: 1, tags: 1, followers: 5000, login: "both" }] },
    });
    for (const [pathIncludes, body] of [
      ["/insights", insights(value)],
      ["/media", nodes(value)],
      ["/stories", nodes(value)],
      ["/tags", nodes(value)],
      ["/comments", nodes(value)],
    ] as const)
      simulator.faults.add({ match: { pathIncludes }, answer: { status: 200, body } });
    const result = await run(simulator, {
      settings: { start_date: "2026-09-19", custom_reports: [customReport] },
      catalog: { streams: everyStream.map((stream) => ({ tap_stream_id: stream, stream, ...columns })) },
    });
    expect(misfits(result)).toEqual([]);
    // Replies without an id that could be read are missing.
    expect(result.exitCode).toBe(4);
    expect(result.records("media_children").filter(({ id }) => id !== "7")).toMatchObject([
      { id: "18000000000000002", position: 3 },
    ]);
    expect(result.records("online_followers_hourly")).toContainEqual(expect.objectContaining({ hour: "01" }));
  },
);

test("ids are texts, and nothing is lost, where the API writes ids without quotes and null for what is absent", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: 0, stories: 0 }] } });
  const [account] = simulator.world.accounts;
  const page = {
    id: 109620183704266,
    name: null,
    tasks: null,
    instagram_business_account: { id: account?.id },
  };
  const paging = { cursors: null, next: null };
  const post = `{"id":1789,"comments_count":1,"children":{"data":[{"id":17900000000000009},{"id":18}]}}`;
  for (const [pathIncludes, body] of [
    ["me/accounts", { data: [page], paging }],
    ["me/businesses", { data: [], paging }],
    ["/media", `{"data":[${post}],"paging":null}`],
    ["/comments", { data: [{ id: 4, replies: null }], paging: { next: null } }],
  ] as const)
    simulator.faults.add({ match: { pathIncludes }, answer: { status: 200, body } });
  const { exitCode, records } = await run(simulator, {
    catalog: catalogOf({ accounts: "all", media: ["id"], media_children: ["id"], comments: ["media_id"] }),
  });
  expect(exitCode).toBe(0);
  expect(records("accounts")).toMatchObject([
    { business_account_id: account?.id, page_id: "109620183704266", page_name: null, tasks: [] },
  ]);
  expect(records("media")).toMatchObject([{ id: "1789" }]);
  expect(records("media_children").map(({ id }) => id)).toEqual(["17900000000000009", "18"]);
  expect(records("comments")).toMatchObject([{ id: "4", media_id: "1789" }]);
});

test("a count that the API writes as a text is that count, and other texts are missing", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: 0, stories: 0 }] } });
  const data = ["12", "-1", "1,204", "12a", ""].map((count, index) => ({
    id: String(index),
    like_count: count,
  }));
  simulator.faults.add({ match: { pathIncludes: "/media" }, answer: { status: 200, body: { data } } });
  const { exitCode, log, records } = await run(simulator, { catalog: catalogOf({ media: ["like_count"] }) });
  expect(exitCode).toBe(4);
  expect(log).toContain(
    "2 answered in a form that the field does not have: like_count (like_count of 2 is a text",
  );
  expect(records("media").map(({ like_count: count }) => count)).toEqual([12, -1, null, null, null]);
});
