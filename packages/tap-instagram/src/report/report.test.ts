import { join } from "node:path";
import type { AccountSpec } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { documentIn, folderOfTest } from "../../test/documents.ts";
import { catalogOf, run, simulated, type RunOptions } from "../../test/run.ts";

const shop: AccountSpec = { username: "one.shop", posts: { count: 30, reels: 0 }, stories: 0 };
const catalog = catalogOf({
  media: ["timestamp", "caption"],
  media_insights: ["reach", "follows"],
  sync_events: "all",
});

async function reported(options: RunOptions = {}) {
  const simulator = await simulated({ world: { accounts: [shop] } });
  const [first = "", second = ""] = simulator.world.accounts[0]?.ids.media ?? [];
  simulator.faults.add({ match: { itemId: first, pathIncludes: "insights" }, answer: { code: 2 } });
  simulator.faults.add({
    match: { itemId: second, pathIncludes: "insights", asksMetric: "follows" },
    answer: { code: 10 },
  });
  const folder = folderOfTest();
  const [path, summaryPath] = [join(folder, "report.json"), join(folder, "summary.json")];
  const result = await run(simulator, {
    catalog,
    settings: { max_retries: 1 },
    ...options,
    args: ["--report", path, "--summary", summaryPath],
  });
  return {
    ...result,
    report: documentIn(path, "run-report"),
    summary: documentIn(summaryPath, "run-summary"),
  };
}

describe("--report FILE.json", () => {
  test("begins with the keys of the summary", async () => {
    const { report, summary } = await reported();
    expect(Object.keys(report).slice(0, Object.keys(summary).length)).toEqual(Object.keys(summary));
    expect(report).toMatchObject(summary);
  });

  test("names each thing that did not come, as sync_events does", async () => {
    const { report, records } = await reported();
    const events = records("sync_events").map(
      ({ id: _id, run_id: _run, run_started_at: _at, ...event }) => event,
    );
    expect(events.length).toBeGreaterThan(1);
    expect(report.lacking_things.map((thing: object) => ({ ...events[0], ...thing }))).toEqual(
      events.map((event) => ({ ...events[0], ...event })),
    );
  });

  test("counts the records in which a column is null", async () => {
    const { report, records } = await reported();
    const nulls = records("media_insights").filter(({ follows }) => follows === null).length;
    expect(nulls).toBeGreaterThan(0);
    expect(report.null_columns).toContainEqual({
      stream: "media_insights",
      records: records("media_insights").length,
      columns: expect.arrayContaining([{ column: "follows", nulls }]),
    });
  });

  test("has the course of the run, which adds up to its totals", async () => {
    const { report } = await reported();
    const sum = (key: string) =>
      report.course.moments.reduce(
        (all: number, moment: Record<string, number>) => all + (moment[key] ?? 0),
        0,
      );
    const requests = report.requests.map(({ requests: count }: { requests: number }) => count);
    expect(sum("requests")).toBe(requests.reduce((all: number, one: number) => all + one, 0));
    expect(sum("quota_calls")).toBe(report.total.quota_calls);
    expect(sum("retries")).toBe(report.quota.retries);
    expect(sum("failed_requests")).toBeGreaterThanOrEqual(0);
  });

  test("has each warning once, with what to do", async () => {
    const { report, log } = await reported({ settings: { max_retries: 0, accounts: ["one.shop", "none"] } });
    const warnings: { text: string }[] = report.warnings;
    for (const { text } of warnings) expect(log).toContain(text);
    expect(warnings.map(({ text }) => text)).toContainEqual(
      expect.stringContaining(
        "Account none cannot be read. The token sees no account with this id or name. Check",
      ),
    );
    expect(new Set(warnings.map((warning) => JSON.stringify(warning))).size).toBe(warnings.length);
  });

  test("is refused where its name says neither", async () => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const { exitCode, log } = await run(simulator, { args: ["--report", "/tmp/report.pdf"] });
    expect(exitCode).toBe(2);
    expect(log).toContain("The flag --report takes a file that ends in");
    expect(simulator.requests().quotaCalls).toBe(0);
  });
});
