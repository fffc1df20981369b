import type { AccountSpec } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { catalogOf, now, run, simulated, type RunOptions } from "../../../test/run.ts";
import { screenOf } from "../../../test/terminal.ts";

const shops: AccountSpec[] = Array.from({ length: 6 }, (_, at) => ({
  username: `shop.${at + 1}`,
  posts: { count: 40, reels: 0 },
  stories: 0,
}));
const catalog = catalogOf({
  users: ["username"],
  media: ["timestamp"],
  media_insights: ["reach", "follows"],
});

/** A run on a terminal whose clock goes on with each look at it. */
async function watched(
  columns: number,
  { code, ...options }: RunOptions & { readonly code?: number | undefined } = {},
) {
  const simulator = await simulated({ world: { accounts: shops } });
  if (code !== undefined) simulator.faults.add({ match: { template: "/{ig-user}/media" }, answer: { code } });
  let nowMs = now;
  const chunks: string[] = [];
  const result = await run(simulator, {
    catalog,
    settings: { concurrency: 1 },
    now: () => {
      nowMs += 20;
      return nowMs;
    },
    terminal: { columns, onStderr: (chunk) => chunks.push(chunk) },
    ...options,
  });
  /** What the terminal showed after each write. */
  const screens = chunks.map((_, at) => screenOf(chunks.slice(0, at + 1).join(""), columns));
  return { ...result, chunks, screens, simulator };
}

describe("on a terminal", () => {
  test.each([80, 200])(
    "of %i columns, a few lines say how far the run is, and give way to the log",
    async (columns) => {
      const { log, screens, exitCode } = await watched(columns);
      expect(exitCode).toBe(0);
      const last = screens.findLast((lines) => lines.some((line) => line.startsWith("Accounts ")));
      const from = last?.findIndex((line) => line.startsWith("Accounts ")) ?? -1;
      const block = last?.slice(from) ?? [];
      expect(block[0]).toMatch(/^Accounts \d of 6 · calls \d+ of \d+ · \d+ s, about \d+ s left$/);
      expect(block[1]).toMatch(/^Records media\S* \d+ · media\S* \d+ · users \d$/);
      expect(block[2]).toMatch(/^Quota \[[█░]{10,40}\] \d+ % of (the app|account \d+)$/);
      for (const line of block) expect(line.length).toBeLessThan(columns);
      // Nothing of the lines is left, and no line of the log is broken by them.
      const end = screens.at(-1)?.filter((line) => line !== "") ?? [];
      expect(end.filter((line) => /^(Accounts|Records|Quota|Finding) /.test(line))).toEqual([]);
      expect(end.filter((line) => /^INFO shop\.\d \(\d+\): complete, /.test(line))).toHaveLength(6);
      expect(end.find((line) => line.startsWith("total "))).toBeDefined();
      expect(log).not.toContain("METRIC");
    },
  );

  test("accounts that are done are counted up to all of them", async () => {
    const { screens } = await watched(80);
    const done = screens.flatMap((lines) =>
      lines.flatMap((line) => {
        const [, count] = /^Accounts (\d+) of 6/.exec(line) ?? [];
        return count === undefined ? [] : [Number(count)];
      }),
    );
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(Math.min(...done)).toBeLessThan(2);
    expect(Math.max(...done)).toBeGreaterThanOrEqual(5);
  });

  test("a wait is shown with its reason and its end", async () => {
    const { screens } = await watched(100, { code: 4 });
    const line = screens.flat().find((one) => one.startsWith("Waits "));
    expect(line).toMatch(/^Waits until \d\d:\d\d UTC, [^:]+: quota of (the app|account \d+) used up$/);
  });

  test("colours and METRIC lines are for those who want them", async () => {
    const plain = await watched(80, { hostEnv: { NO_COLOR: "1" } });
    expect(plain.log).not.toContain("\u001B[3");
    const coloured = await watched(80);
    expect(coloured.log).toContain("\u001B[32m");
    const debug = await watched(80, { hostEnv: { LOGLEVEL: "DEBUG" } });
    expect(debug.log).toContain("INFO METRIC: ");
  });

  test("the estimate asks the API nothing", async () => {
    const { simulator, screens } = await watched(80);
    expect(screens.flat().some((line) => /calls \d+ of \d+/.test(line))).toBe(true);
    const { quotaCalls } = simulator.requests();
    const estimates = screens.flat().flatMap((line) => / of (\d+) · \d+ s, about/.exec(line)?.[1] ?? []);
    expect(Math.abs(Number(estimates[0]) - quotaCalls)).toBeLessThanOrEqual(quotaCalls * 0.2);
    simulator.clearRequests();
    await run(simulator, { catalog, settings: { concurrency: 1 } });
    expect(simulator.requests().quotaCalls).toBe(quotaCalls);
  });
});

describe("there are no such lines", () => {
  test.each<[string, RunOptions]>([
    ["where stderr is piped", { terminal: undefined }],
    ["where records are on the same terminal", { terminal: { columns: 80, isStdoutTTY: true } }],
    ["on a terminal that cannot move its cursor", { hostEnv: { TERM: "dumb" } }],
    ["on a terminal of no name", { hostEnv: { TERM: "" } }],
  ])("%s", async (_, options) => {
    const { log } = await watched(80, options);
    expect(log).not.toContain("Accounts ");
    expect(log).not.toContain("\u001B");
  });
});
