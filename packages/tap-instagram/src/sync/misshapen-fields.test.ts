import type { JsonValue } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";

const world = { accounts: [{ posts: 3, stories: 2, followers: 5000 }] };

/** A field of a post, a value in a form that Meta does not document, and how the log calls that form. */
const misshapen: [string, JsonValue, string][] = [
  ["like_count", {}, "an object"],
  ["comments_count", "many", "a text of another form"],
  ["timestamp", 5, "5"],
  ["timestamp", "yesterday", "a text of another form"],
  ["caption", [], "a list"],
  ["caption", { text: "hello" }, "an object"],
  ["is_comment_enabled", "perhaps", "a text of another form"],
  ["owner", "178", "a text of another form"],
  ["children", 5, "5"],
];

/** A value that is none, or one that is understood. */
const understood: [string, JsonValue, JsonValue][] = [
  ["like_count", null, null],
  ["like_count", "7", 7],
  ["like_count", "", null],
  ["caption", "", null],
  ["caption", 7, "7"],
  ["owner", [], null],
];

const published = "2026-09-20T07:00:00+0000";

/** An API whose account has three posts and two stories, of which the last have a field with this value. */
async function withValue(field: string, value: JsonValue) {
  const simulator = await simulated({ world });
  const { media = [], stories = [] } = simulator.world.accounts[0]?.ids ?? {};
  const plain = { media_type: "IMAGE", timestamp: published, like_count: 5, caption: "Hello" };
  for (const [template, ids] of [
    ["/{ig-user}/media", media],
    ["/{ig-user}/stories", stories],
  ] as const) {
    const data = ids.map((id, place) => ({ ...plain, id, ...(place === 0 ? {} : { [field]: value }) }));
    simulator.faults.add({ match: { template }, answer: { status: 200, body: { data } } });
  }
  return simulator;
}

describe("a field in a wrong form is missing, and the rest of its record comes:", () => {
  test.each(misshapen)("%s: %j", async (field, value, form) => {
    const simulator = await withValue(field, value);
    const catalog = catalogOf({ media: "all" });
    const { exitCode, log, records } = await run(simulator, { catalog });
    expect(exitCode).toBe(4);
    expect(log).toMatch(
      new RegExp(
        `media.*2 answered in a form that the field does not have: ${field} \\(${field} of \\d+ is ${form}\\)`,
      ),
    );
    const rows = records("media");
    expect(rows).toHaveLength(3);
    for (const row of rows.slice(1)) expect(row).toMatchObject({ media_type: "IMAGE", [field]: null });
  });

  test("one whose path leads into an object", async () => {
    const simulator = await withValue("owner", { id: ["178"] });
    const { exitCode, log } = await run(simulator, { catalog: catalogOf({ media: "all" }) });
    expect(exitCode).toBe(4);
    expect(log).toContain("2 answered in a form that the field does not have: owner.id");
  });

  test("one of a story, of the labels of insights, and of a profile", async () => {
    const simulator = await withValue("media_type", {});
    const [account] = simulator.world.accounts;
    const profile = { id: account?.id, username: "shop", followers_count: {}, biography: [] };
    const pages = [{ id: "1", name: "Shop", instagram_business_account: profile }];
    simulator.faults.add({
      match: { template: "/me/accounts" },
      answer: { status: 200, body: { data: pages } },
    });
    const catalog = catalogOf({ users: "all", stories: "all", story_insights: "all", media_insights: "all" });
    const { exitCode, log } = await run(simulator, { catalog });
    expect(exitCode).toBe(4);
    const lacks = "answered in a form that the field does not have";
    expect(log).toMatch(new RegExp(`users.*2 ${lacks}: biography, followers_count`));
    expect(log).toMatch(new RegExp(`stories.*1 ${lacks}: media_type`));
    expect(log).toMatch(new RegExp(`story_insights.*1 ${lacks}: media_type`));
    expect(log).toMatch(new RegExp(`media_insights.*2 ${lacks}: media_type`));
  });

  test("one of a comment, and replies that are no list", async () => {
    const simulator = await withValue("comments_count", 2);
    const comment = { id: "17900000000000001", text: {}, timestamp: published, like_count: "many" };
    const body = { data: [comment, { ...comment, id: "17900000000000002", text: "Hi", replies: 5 }] };
    simulator.faults.add({ match: { template: "/{media}/comments" }, answer: { status: 200, body } });
    const catalog = catalogOf({ comments: "all" });
    const { exitCode, log, records } = await run(simulator, { catalog, settings: { max_retries: 0 } });
    expect(exitCode).toBe(4);
    expect(log).toMatch(
      /answered in a form that the field does not have: (text, like_count|like_count, text)/,
    );
    expect(records("comments").length).toBeGreaterThan(0);
  });

  test("one of a slide, and slides that are no list", async () => {
    const slide = { id: "18000000000000001", media_type: "IMAGE" };
    const simulator = await withValue("children", { data: [slide, { ...slide, id: "2", permalink: {} }] });
    const catalog = catalogOf({ media_children: "all" });
    const { exitCode, log } = await run(simulator, { catalog });
    expect(exitCode).toBe(4);
    expect(log).toContain("2 answered in a form that the field does not have: permalink");
  });

  test.each([
    [null, "null in a list"],
    [{ media_type: "IMAGE" }, "an object"],
  ])("slides of which one is %j: the others come, in their places", async (broken, form) => {
    const slide = { id: "18000000000000001", media_type: "IMAGE" };
    const simulator = await withValue("children", {
      data: [slide, broken, { ...slide, id: "18000000000000002" }],
    });
    const { exitCode, log, records } = await run(simulator, {
      catalog: catalogOf({ media_children: "all" }),
    });
    expect(exitCode).toBe(4);
    expect(log).toMatch(
      new RegExp(
        `2 answered in a form that the field does not have: children \\(children of \\d+ is ${form}\\)`,
      ),
    );
    expect(records("media_children").map(({ id, position }) => [id, position])).toContainEqual([
      "18000000000000002",
      3,
    ]);
  });
});

test("where nothing else is wrong, the next run with right forms is complete", async () => {
  const simulator = await withValue("like_count", {});
  const catalog = catalogOf({ media: "all" }, { media: { "replication-method": "INCREMENTAL" } });
  const first = await run(simulator, { catalog });
  expect(first.exitCode).toBe(4);
  simulator.faults.clear();
  const second = await run(simulator, { catalog, state: first.finalState() });
  expect(second.exitCode).toBe(0);
  expect(second.records("media")).toHaveLength(3);
});

test.each(understood)(
  "a value that is none or is understood misses nothing: %s %j",
  async (field, value, read) => {
    const simulator = await withValue(field, value);
    const { exitCode, records } = await run(simulator, { catalog: catalogOf({ media: "all" }) });
    expect(exitCode).toBe(0);
    for (const row of records("media").slice(1)) expect(row).toMatchObject({ [field]: read });
  },
);

test("a column that is not selected misses nothing", async () => {
  const simulator = await withValue("caption", []);
  const { exitCode } = await run(simulator, { catalog: catalogOf({ media: ["like_count"] }) });
  expect(exitCode).toBe(0);
});
