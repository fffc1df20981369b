import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { answerChanges, ChangingServer } from "../../test/changing-server.ts";
import { catalogOf, run, simulated, type RunResult } from "../../test/run.ts";
import { createTapInstagram } from "../tap.ts";

/** How many answers are changed; CI tries ten thousand. */
const leastChanged = Number(process.env["TAP_FUZZ"] ?? 300);
const seed = Number(process.env["TAP_FUZZ_SEED"] ?? 1);

/** A run that kept its answers would hold more than this after some hundred runs, in bytes. */
const mostHeap = 500e6;

const world = {
  // More followers are in more groups of people, and have more records of the same kinds.
  accounts: [5000, 120].map((followers) => ({
    followers,
    insightDays: 5,
    stories: 1,
    tags: 1,
    posts: { count: 3, carousels: 1, reels: 1, commentsMaximum: 2 },
  })),
};
const streams = createTapInstagram().streams();
const everything = catalogOf(Object.fromEntries(streams.map(({ name }) => [name, "all" as const])));

/** For each answer, in turn, its change, if any. Some runs meet many changes; those that meet a few get further, or end well. */
const changeLists = fc.oneof(
  { weight: 3, arbitrary: listsOf({ changed: 9, asItWas: 1 }) },
  { weight: 3, arbitrary: listsOf({ changed: 1, asItWas: 4 }) },
  { weight: 1, arbitrary: listsOf({ changed: 1, asItWas: 50 }) },
);

function listsOf({ changed, asItWas }: { changed: number; asItWas: number }) {
  const change = fc.oneof(
    { weight: changed, arbitrary: answerChanges },
    { weight: asItWas, arbitrary: fc.constant(null) },
  );
  return fc.array(change, { minLength: 31, maxLength: 60 });
}

test(
  `${leastChanged} answers with a changed byte, node or header: each run ends by the contract`,
  { timeout: 3_600_000 },
  async () => {
    const simulator = await simulated({ world });
    await using server = await ChangingServer.start(simulator.url);
    const settings = {
      api_url: server.url,
      start_date: "2026-09-17",
      max_retries: 1,
      max_wait_minutes: 1,
      request_timeout_seconds: 1,
    };
    const endsByTheContract = fc.asyncProperty(changeLists, async (changes) => {
      simulator.clearRequests();
      server.begin(changes);
      checkEnd(await run(simulator, { settings, catalog: everything, state: { bookmarks: {} } }));
    });
    for (let round = 0; server.changed < leastChanged; round += 1)
      await fc.assert(endsByTheContract, { numRuns: 5, seed: seed + round, endOnFailure: true });
    collectGarbage();
    expect(process.memoryUsage().heapUsed).toBeLessThan(mostHeap);
  },
);

/** What other tests of this process left behind is no part of the measure. */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

function checkEnd({ exitCode, finalState, log }: RunResult): void {
  // An answer that lists no account is believed: only a person can say more.
  const isWithoutAccount = log.includes("Cannot find an Instagram account");
  const wanted = isWithoutAccount ? [3] : [0, 4, 5];
  if (!wanted.includes(exitCode)) throw new Error(`Exit code ${exitCode} for\n${log}`);
  expect(finalState()).toHaveProperty("bookmarks");
  if (exitCode === 0) expect(missingIn(log)).toBe(0);
  expect(log).not.toMatch(/^\s+at .*[:(]/m);
  expect(log).not.toMatch(/\b(?:Type|Range|Reference|Syntax)Error\b/);
  expect(log.split("\n").filter((line) => Buffer.byteLength(line) > 8192)).toEqual([]);
}

/** The last line of the table: expected, delivered, unavailable, pending, missing, … */
function missingIn(log: string): number {
  const total = log.split("\n").findLast((line) => line.startsWith("total "));
  return Number(total?.split(/\s+/)[5]);
}
