import { expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";

const catalog = catalogOf({ media: ["caption", "alt_text", "timestamp"], media_insights: ["reach"] });
const words = { code: 100, message: "(#100) Invalid parameter" };

test("posts come without a field that the API refuses in general words, told once for all accounts", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: 4 }, { posts: 4 }, { posts: 4 }] } });
  simulator.faults.add({ match: { pathIncludes: "/media", asksField: "alt_text" }, answer: words });
  const { exitCode, records, log } = await run(simulator, { catalog });
  expect(exitCode).toBe(0);
  expect(records("media")).toHaveLength(12);
  for (const row of records("media"))
    expect(row).toMatchObject({ alt_text: null, timestamp: expect.any(String) });
  expect(records("media_insights")).toHaveLength(12);
  expect(log.match(/refuses these fields of media/g)).toHaveLength(1);
});

test.each([0, 57, 119])(
  "a post that no page may hold costs itself, and is told of: number %i",
  async (odd) => {
    const simulator = await simulated({ world: { accounts: [{ posts: { count: 120, hoursBetween: 7 } }] } });
    const ids = simulator.world.accounts[0]?.ids.media ?? [];
    const answerHolds = String(ids[odd]);
    simulator.faults.add({ match: { template: "/{ig-user}/media", answerHolds }, answer: words });
    const { exitCode, records, log } = await run(simulator, { catalog: catalogOf({ media: ["timestamp"] }) });
    expect(records("media").map(({ id }) => id)).toEqual(ids.filter((id) => id !== answerHolds));
    expect(exitCode).toBe(0);
    expect(log).toContain("120 expected, 119 delivered, 1 unavailable (1 refused by the API");
  },
);

test("a post that refuses more than one field has no record of nulls: it is told of, and the others come", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: { count: 30, hoursBetween: 7 } }] } });
  const ids = simulator.world.accounts[0]?.ids.media ?? [];
  const answerHolds = String(ids[11]);
  for (const asksField of ["caption", "alt_text", "timestamp"])
    simulator.faults.add({
      match: { template: "/{ig-user}/media", answerHolds, asksField },
      answer: words,
    });
  const { exitCode, records, log } = await run(simulator, { catalog });
  expect(exitCode).toBe(0);
  for (const stream of ["media", "media_insights"]) {
    expect(records(stream).map(({ id }) => id)).toEqual(ids.filter((id) => id !== answerHolds));
    for (const row of records(stream)) expect(row).toMatchObject({ timestamp: expect.any(String) });
    expect(log).toContain(`${stream}: 30 expected, 29 delivered, 1 unavailable (1 refused by the API`);
  }
});

test("posts that are answered with their ids alone have no record, and come with the next run", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: 4 }] } });
  const ids = simulator.world.accounts[0]?.ids.media ?? [];
  const options = {
    catalog: catalogOf(
      { media: ["caption", "timestamp"] },
      { media: { "replication-method": "INCREMENTAL", "replication-key": "timestamp" } },
    ),
  };
  const answerIdsOf = (count: number) => {
    const timestamp = "2026-09-20T10:00:00+0000";
    const data = ids.map((id, index) => (index < count ? { id } : { id, timestamp, caption: "c" }));
    simulator.faults.add({
      match: { template: "/{ig-user}/media" },
      answer: { status: 200, body: { data } },
    });
  };
  answerIdsOf(1);
  const one = await run(simulator, options);
  expect(one.exitCode).toBe(0);
  expect(one.records("media").map(({ id }) => id)).toEqual(ids.slice(1));
  expect(one.log).toContain("media: 4 expected, 3 delivered, 1 pending (1 answered without a figure)");
  expect(one.finalState()).not.toHaveProperty("bookmarks.media.partitions");
  simulator.faults.clear();
  answerIdsOf(4);
  const all = await run(simulator, { ...options, state: one.finalState() });
  expect(all.exitCode).toBe(4);
  expect(all.records("media")).toEqual([]);
  simulator.faults.clear();
  const well = await run(simulator, { ...options, state: all.finalState() });
  expect([well.exitCode, well.records("media").length]).toEqual([0, 4]);
});
