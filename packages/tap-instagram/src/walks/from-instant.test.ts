import type { JsonObject } from "@tap-instagram/singer";
import { expect, test } from "vitest";
import { catalogOf, now, run, simulated } from "../../test/run.ts";

const dayMs = 24 * 60 * 60_000;
const incremental = { "replication-method": "INCREMENTAL", "replication-key": "timestamp" };
const catalog = catalogOf(
  { media: ["timestamp"], media_insights: ["reach"] },
  { media: incremental, media_insights: incremental },
);
const settings = {
  start_date: new Date(now - 60 * dayMs).toISOString(),
  page_size: 10,
  media_lookback_days: 5,
};

/** Accounts are read at the same time: in which order they come is not told. */
function sorted(records: readonly JsonObject[]): string[] {
  return records.map((record) => JSON.stringify(record)).toSorted();
}

test("an API that refuses to be asked for posts since a time is read from the newest one back to it", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: 150 }, { posts: 150 }] } });
  const options = { settings, catalog };
  const clean = await run(simulator, options);
  const pages = () => simulator.requests().byEndpoint["/{ig-user}/media"] ?? 0;
  const ofClean = pages();
  simulator.faults.add({
    match: { template: "/{ig-user}/media", query: { since: "" } },
    answer: { code: 100, message: "(#100) Param since is not supported" },
  });
  const first = await run(simulator, options);
  expect(first.exitCode).toBe(0);
  for (const stream of ["media", "media_insights"])
    expect(sorted(first.records(stream))).toEqual(sorted(clean.records(stream)));
  expect(first.finalState()).toEqual(clean.finalState());
  expect(first.log.match(/Asked for posts since a time, the API refuses it/g)).toHaveLength(1);
  expect(pages() - ofClean).toBeLessThan(3 * ofClean);

  const second = await run(simulator, { ...options, state: first.finalState() });
  simulator.faults.clear();
  const wanted = await run(simulator, { ...options, state: first.finalState() });
  expect(second.exitCode).toBe(0);
  expect(sorted(second.records("media"))).toEqual(sorted(wanted.records("media")));
});

test("what is refused with and without a time is missing", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: 20 }] } });
  simulator.faults.add({
    match: { template: "/{ig-user}/media" },
    answer: { code: 100, message: "(#100) No" },
  });
  const { exitCode, log } = await run(simulator, { settings, catalog });
  expect(exitCode).toBe(4);
  expect(log).toMatch(/ERROR media: .*: failed\. .*\(#100\) No/);
});
