import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { documentIn, folderOfTest } from "../../../test/documents.ts";
import { catalogOf, run, simulated, type RunOptions } from "../../../test/run.ts";
import type { RunFacts } from "../facts/run-facts.ts";
import { reportPage } from "./page.ts";

const counts = { expected: 9, delivered: 5, unavailable: 1, pending: 1, missing: 2 };
const lines = { warning: 0, error: 0, critical: 0 };
const facts: RunFacts = {
  run: {
    id: "2026-09-21T19:00:00Z-00000001",
    startedMs: Date.UTC(2026, 8, 21, 19),
    endedMs: Date.UTC(2026, 8, 21, 20),
    durationMs: 3_600_000,
    exitCode: 4,
    outcome: "incomplete",
  },
  accounts: { counts, lacks: [] },
  streams: [{ stream: "media", counts, lacks: [], records: 5, calls: 7, requestMs: 1500 }],
  traffic: {
    calls: 9,
    callsElsewhere: 2,
    requestMsElsewhere: 10,
    requests: [],
    retries: 1,
    waits: 1,
    waitMs: 90_000,
    budgets: [{ name: "the app", peakPercent: 83, lastPercent: 80 }],
    budgetsSeen: 1,
  },
  advice: ["Run again later"],
  warnings: { list: [], lines, leftOut: 0 },
  lackingThings: [],
  course: { widthMs: 1000, moments: [] },
  nullColumns: [],
};

/** The figures of a page, by their names. */
function figuresIn(page: string): Map<string, number> {
  const found = page.matchAll(/data-figure="([^"]*)" data-value="([^"]*)">(?:<[^>]*>)?([^<]*)</g);
  return new Map(
    [...found].map(([, name = "", value, text]) => {
      expect(text).toBe(value);
      return [name, Number(value)];
    }),
  );
}

describe("--report FILE.html", () => {
  test("has the figures of the report as JSON, and of it each reason and each missing thing", async () => {
    const simulator = await simulated({
      world: { accounts: [{ username: "one.shop", posts: 40, stories: 0 }] },
    });
    const [first = "", second = ""] = simulator.world.accounts[0]?.ids.media ?? [];
    for (const itemId of [first, second])
      simulator.faults.add({ match: { itemId, pathIncludes: "insights" }, answer: { code: 2 } });
    const folder = folderOfTest();
    const [html, json] = [join(folder, "report.html"), join(folder, "report.json")];
    const options: RunOptions = {
      catalog: catalogOf({ media: "all", media_insights: ["reach", "follows"] }),
      settings: { max_retries: 1 },
      args: ["--report", html, "--report", json],
    };
    await run(simulator, options);
    const [page, report] = [readFileSync(html, "utf8"), documentIn(json, "run-report")];
    const figures = figuresIn(page);
    const rows = [...report.streams, { stream: "total", ...report.total }];
    for (const { stream, quota_calls: calls, request_seconds: seconds, ...others } of rows)
      for (const [key, value] of Object.entries({ ...others, calls, seconds }))
        expect(figures.get(`${stream}.${key}`)).toBe(value);
    for (const { stream, ending, reason, things } of report.reasons)
      expect(figures.get(`${stream ?? "(accounts)"}.${ending}.${reason}`)).toBe(things);
    for (const id of [first, second]) expect(page).toContain(`post ${id}`);
    for (const { text } of report.what_to_do.map((advice: string) => ({ text: advice })))
      expect(page).toContain(text);
    expect(page.match(/<li data-warning>/g)).toHaveLength(report.warnings.length);
  });

  test("asks for nothing, runs nothing, and takes no text from outside for HTML", () => {
    const wild = `"><script>alert('x')</script><img src=https://example.org onerror=x>`;
    const page = reportPage({
      ...facts,
      run: { ...facts.run, failure: wild },
      advice: [wild],
      warnings: {
        list: [{ level: "error", stream: wild, text: wild, atMs: 0, times: 2 }],
        lines,
        leftOut: 1,
      },
      lackingThings: [{ stream: wild, ending: "missing", reason: wild, thing: wild, message: wild }],
      nullColumns: [{ stream: wild, records: 1, columns: [{ column: wild, nulls: 1 }] }],
    });
    expect(page).not.toMatch(/<(script|img|link rel="stylesheet")/);
    expect(page.match(/\b(?:src|href)=[^ >]*/g)).toEqual([
      'href="data:,"',
      ...(page.match(/src=https/g) ?? []).map(() => expect.any(String)),
    ]);
    expect(page).toContain("&lt;script&gt;");
  });

  test("is at most 300 kB, whatever happened, and says what it leaves out", () => {
    const many = <T>(count: number, make: (at: number) => T): T[] =>
      Array.from({ length: count }, (_, at) => make(at));
    const page = reportPage({
      ...facts,
      streams: many(30, (at) => ({
        stream: `a_report_of_our_own_with_a_long_name_${at}`,
        counts,
        lacks: many(12, () => ({
          ending: "missing",
          reason: "failed",
          text: "failed",
          help: "later",
          count: 7_000_000,
          metrics: many(10, (metric) => `a_metric_with_a_long_name_${metric} (variant)`),
        })),
        records: 9_000_000,
        calls: 7_000_000,
        requestMs: 90_000_000,
      })),
      warnings: {
        list: many(200, (at) => ({
          level: "warning",
          stream: "media",
          text: `${at} ${"long ".repeat(500)}`,
          atMs: 0,
          times: 1,
        })),
        lines: { ...lines, warning: 5200 },
        leftOut: 5000,
      },
      lackingThings: many(20_000, (at) => ({
        stream: `stream_${at % 30}`,
        ending: "missing",
        reason: "failed",
        thing: "post",
        object_id: `1790000000000${at}`,
        business_account_id: `1784140000000${at}`,
        message: "what the API said ".repeat(100),
      })),
      course: {
        widthMs: 60_000,
        moments: many(120, (at) => ({
          fromMs: at * 60_000,
          requests: 60_000 + at,
          calls: 90_000,
          failures: 100,
          retries: 100,
          waits: 3,
          waitMs: 400_000,
          peakPercent: at % 100,
        })),
      },
      nullColumns: many(30, (at) => ({
        stream: `stream_${at}`,
        records: 9_000_000,
        columns: many(80, (column) => ({ column: `a_column_with_a_long_name_${column}`, nulls: 1000 })),
      })),
    });
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(300_000);
    expect(page).toMatch(/<summary>\d+ of 20000</);
    expect(page).toContain("A report as .json (--report FILE.json) has the others.");
  });

  test("of a run that failed before it began says why", () => {
    const page = reportPage({
      ...facts,
      run: { ...facts.run, exitCode: 1, outcome: "failed", failure: "Cannot use the settings" },
      streams: [],
      advice: [],
    });
    expect(page).toContain("Cannot use the settings");
    expect(page).toContain("<h1>Run of tap-instagram: failed</h1>");
  });

  test.each([
    [0, "complete", "Nothing."],
    [0, "stopped", "Run again: the next run goes on from here."],
    [1, "failed", "Correct what the message above names, then run again."],
    [3, "not-permitted", "Run tap-instagram check"],
    [4, "incomplete", "Read under Reasons what is missing"],
    [5, "cut", "Run again: the next run goes on from here."],
    [5, "quota", "Run again in an hour"],
  ] as const)(
    "that ends with %i, %s, and without advice of its own says what to do",
    (exitCode, outcome, says) => {
      const page = reportPage({ ...facts, run: { ...facts.run, exitCode, outcome }, advice: [] });
      expect(page.split("<h2>What to do</h2>")[1]).toMatch(new RegExp(`^\\s*<p>${says}`));
    },
  );
});
