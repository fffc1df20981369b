import { describe, expect, test } from "vitest";
import { catalogOf, run, simulated, type RunResult } from "../../test/run.ts";

const catalog = catalogOf({ media: ["timestamp"] });
const settings = { emit_activate_version_messages: true, page_size: 10 };
const emptyMedia = { match: { template: "/{ig-user}/media" }, answer: { status: 200, body: { data: [] } } };

function activations({ messages }: RunResult): number {
  return messages.filter(({ type }) => type === "ACTIVATE_VERSION").length;
}

describe("a list that is empty although the account counts posts", () => {
  test("is missing, ends with 4, activates no version, and comes with the next run", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 12 }, { posts: 3 }] } });
    const [unwell] = simulator.world.accounts;
    simulator.faults.add({
      ...emptyMedia,
      match: { ...emptyMedia.match, pathIncludes: String(unwell?.id) },
    });
    const selection = catalogOf({ media: ["timestamp"], sync_events: "all" });
    const first = await run(simulator, { settings, catalog: selection });
    expect(first.exitCode).toBe(4);
    expect(activations(first)).toBe(0);
    expect(first.records("media")).toHaveLength(3);
    expect(first.log).toMatch(
      /ERROR media: .*: incomplete, 0 records.*media_count is 12, and the list holds 0/,
    );
    expect(first.records("sync_events")).toMatchObject([
      { thing: "list", ending: "missing", reason: "empty-list", business_account_id: unwell?.id },
    ]);
    simulator.faults.clear();
    const second = await run(simulator, { settings, catalog, state: first.finalState() });
    expect(second.exitCode).toBe(0);
    expect(second.records("media")).toHaveLength(15);
    expect(activations(second)).toBe(1);
  });

  test("keeps the place of a walk that was cut", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 45 }] } });
    for (let time = 0; time < 20; time += 1)
      simulator.faults.add({ match: { template: "/{ig-user}/media", nth: 3 }, answer: { code: 2 } });
    const quick = { ...settings, max_retries: 0 };
    const first = await run(simulator, { settings: quick, catalog });
    expect(first.exitCode).toBe(4);
    simulator.faults.clear();
    simulator.faults.add(emptyMedia);
    const second = await run(simulator, { settings: quick, catalog, state: first.finalState() });
    expect(second.exitCode).toBe(4);
    simulator.faults.clear();
    const third = await run(simulator, { settings: quick, catalog, state: second.finalState() });
    const ids = [first, third].flatMap(({ records }) => records("media").map(({ id }) => id));
    expect(third.exitCode).toBe(0);
    expect(new Set(ids).size).toBe(45);
  });

  test("is no fault where only what is new was asked for, or where the account counts none", async () => {
    const incremental = catalogOf(
      { media: ["timestamp"] },
      { media: { "replication-method": "INCREMENTAL", "replication-key": "timestamp" } },
    );
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 5, hoursBetween: 24 * 40 } }] },
    });
    const first = await run(simulator, { catalog: incremental });
    simulator.faults.add(emptyMedia);
    const second = await run(simulator, { catalog: incremental, state: first.finalState() });
    expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
    const none = await simulated({ world: { accounts: [{ posts: 0 }] } });
    const result = await run(none, { settings, catalog });
    expect([result.exitCode, activations(result)]).toEqual([0, 1]);
  });
});

test("a list with less than half of what the account counts ends with 0, and activates no version", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: 12, mediaCountError: 30 }] } });
  const short = await run(simulator, { settings, catalog });
  expect([short.exitCode, activations(short)]).toEqual([0, 0]);
  expect(short.log).toContain("1 pending (1 list with less than half of what the account counts)");
  const alike = await simulated({ world: { accounts: [{ posts: 40, mediaCountError: 14 }] } });
  expect(activations(await run(alike, { settings, catalog }))).toBe(1);
});

test.each([
  ["with more posts", { posts: 45 }, { mediaCap: 30 }, 30],
  ["of an account that counts more posts", { posts: 12, mediaCountError: 10_000 }, {}, 12],
])(
  "a list %s than the API lists ends with 0, says so, and activates no version",
  async (_, account, behaviour, posts) => {
    const simulator = await simulated({ world: { accounts: [account] }, behaviour });
    const result = await run(simulator, { settings, catalog });
    expect(result.exitCode).toBe(0);
    expect(result.records("media")).toHaveLength(posts);
    expect(result.log).toContain("1 unavailable (1 rest of a list of which the API shows the newest 10,000");
    expect(activations(result)).toBe(0);
  },
);

test("the count of an account is asked for at no further call", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: 2 }] } });
  await run(simulator, { catalog });
  expect(simulator.requests().quotaCalls).toBe(3);
});
