import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { documentIn, folderOfTest } from "../../test/documents.ts";
import { tableIn } from "../../test/end-table.ts";
import { samplesIn, valueOf, type Sample } from "../../test/prometheus.ts";
import { catalogOf, run, simulated, type RunResult } from "../../test/run.ts";

const columns = ["expected", "delivered", "unavailable", "pending", "missing"] as const;

const brands = Array.from({ length: 50 }, (_, at) => ({
  username: `brand.${at + 1}`,
  posts: { count: 6 + (at % 9), reels: at % 3, carousels: at % 2, deleted: at % 7 === 0 ? 1 : 0 },
  stories: at % 3,
  insightDays: 12,
}));

interface Told extends Pick<RunResult, "exitCode" | "records"> {
  readonly table: ReadonlyMap<string, number[]>;
  readonly report: ReturnType<typeof JSON.parse>;
  readonly samples: readonly Sample[];
  readonly metrics: readonly { metric: string; value: number; tags: JsonObject }[];
  /** What the API itself counted. */
  readonly quotaCalls: number;
}

/** A run of fifty accounts in which all kinds of things go wrong, and everything that is told of it. */
async function told(): Promise<Told> {
  const simulator = await simulated({ world: { accounts: brands } });
  const [one, other, last] = [3, 17, 49].map((at) => simulator.world.accounts[at]);
  const insights = "/{media}/insights";
  const faults: Parameters<typeof simulator.faults.add>[0][] = [
    { match: { pathIncludes: `/${one?.id}/media` }, answer: { code: 10 } },
    { match: { pathIncludes: `/${other?.id}/stories` }, answer: { code: 2 } },
    { match: { itemId: last?.ids.media[0] ?? "", pathIncludes: "insights" }, answer: { code: 2 } },
    { match: { template: insights, probability: 0.1 }, answer: { code: 100, subcode: 33 } },
    { match: { template: insights, asksMetric: "follows", probability: 0.2 }, answer: { code: 10 } },
    { match: { template: insights, probability: 0.03 }, answer: { lie: "no-entries" } },
    { match: { template: "/{ig-user}/insights", probability: 0.05 }, answer: { code: 1 } },
  ];
  for (const fault of faults) simulator.faults.add(fault);
  const folder = folderOfTest();
  const [report, metrics] = [join(folder, "report.json"), join(folder, "tap.prom")];
  simulator.clearRequests();
  const { exitCode, records, log } = await run(simulator, {
    settings: {
      start_date: "2026-09-18",
      max_retries: 1,
      accounts: [...brands.map((brand) => brand.username), "none"],
    },
    catalog: catalogOf({
      users: ["username"],
      media: ["timestamp", "caption"],
      media_insights: ["reach", "follows"],
      stories: ["timestamp"],
      story_insights: ["reach"],
      user_insights: ["reach", "views"],
      sync_events: "all",
    }),
    args: ["--report", report, "--metrics-file", metrics],
  });
  return {
    exitCode,
    records,
    table: tableIn(log),
    report: documentIn(report, "run-report"),
    samples: samplesIn(readFileSync(metrics, "utf8")),
    metrics: log
      .split("\n")
      .flatMap((line) => (line.startsWith("INFO METRIC: ") ? [JSON.parse(line.slice(13))] : [])),
    quotaCalls: simulator.requests().quotaCalls,
  };
}

describe("of fifty accounts with faults, everything that is told agrees number by number", () => {
  test("in the table, the report, sync_events, METRIC lines and Prometheus's file, and each missing thing is named", async () => {
    const { exitCode, table, report, samples, metrics, records, quotaCalls } = await told();
    expect(exitCode).toBe(4);
    const at = (name: string, labels: Sample["labels"]) => valueOf(samples, `tap_instagram_${name}`, labels);
    const sumOfMetrics = (metric: string, tags: JsonObject = {}) =>
      metrics
        .filter((one) => one.metric === metric)
        .filter((one) => Object.entries(tags).every(([tag, value]) => one.tags[tag] === value))
        .reduce((sum, { value }) => sum + value, 0);
    const events = records("sync_events");
    const eventsOf = (stream: string | null, ending: string) =>
      events
        .filter((event) => event["stream"] === stream && event["ending"] === ending)
        .reduce((sum, event) => sum + Number(event["things"]), 0);

    expect([...table.keys()]).toEqual([
      ...report.streams.map(({ stream }: { stream: string }) => stream),
      "(accounts)",
      "total",
    ]);
    for (const row of report.streams) {
      const { stream } = row;
      expect(table.get(stream)).toEqual([
        ...columns.map((column) => row[column]),
        row.quota_calls,
        Number(row.request_seconds.toFixed(1)),
      ]);
      expect(at("things_expected", { stream })).toBe(row.expected);
      for (const column of columns.slice(1))
        expect(at("things", { stream, ending: column })).toBe(row[column]);
      for (const ending of ["unavailable", "pending", "missing"])
        expect(eventsOf(stream, ending)).toBe(row[ending]);
      expect(row.expected).toBe(columns.slice(1).reduce((sum, column) => sum + row[column], 0));
      expect(records(stream)).toHaveLength(row.records);
      expect(at("records", { stream })).toBe(row.records);
      expect(sumOfMetrics("record_count", { stream })).toBe(row.records);
      expect(at("quota_calls", { stream })).toBe(row.quota_calls);
    }
    expect(eventsOf(null, "missing")).toBe(report.accounts.missing);
    expect(report.accounts.missing).toBe(1);
    expect(table.get("(accounts)")?.slice(0, 6)).toEqual([
      ...columns.map((column) => report.accounts[column]),
      report.quota.calls_of_no_stream,
    ]);
    expect(table.get("total")?.slice(0, 6)).toEqual([
      ...columns.map((column) => report.total[column]),
      report.quota.calls,
    ]);
    for (const calls of [report.quota.calls, sumOfMetrics("quota_call_count")])
      expect(calls).toBe(quotaCalls);
    for (const { endpoint, status, requests } of report.requests) {
      expect(at("http_requests", { endpoint, status })).toBe(requests);
      expect(sumOfMetrics("http_request_count", { endpoint, http_status_code: status })).toBe(requests);
    }
    for (const stream of ["media", "media_insights"]) expect(eventsOf(stream, "missing")).toBeGreaterThan(0);
    for (const column of columns) expect(report.total[column]).toBeGreaterThan(0);

    const missing = report.lacking_things.filter(({ ending }: { ending: string }) => ending === "missing");
    const sum = missing.reduce((all: number, { things }: { things: number }) => all + things, 0);
    expect(sum).toBe(report.total.missing);
    expect(missing.length).toBe(records("sync_events").filter(({ ending }) => ending === "missing").length);
    for (const { thing, business_account_id: account, message } of missing) {
      expect(message).not.toBe("");
      if (thing !== null) expect(account).not.toBeNull();
    }
    expect(missing).toContainEqual(
      expect.objectContaining({ thing: "account", business_account_id: "none", what_helps: "act" }),
    );
  });
});
