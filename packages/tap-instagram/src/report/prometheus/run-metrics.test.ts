import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AccountSpec } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { documentIn, folderOfTest } from "../../../test/documents.ts";
import { samplesIn, valueOf } from "../../../test/prometheus.ts";
import { catalogOf, run, simulated, type RunOptions } from "../../../test/run.ts";
import { expositionOf } from "./exposition.ts";

const shop: AccountSpec = { username: "one.shop", posts: { count: 30, reels: 0 }, stories: 0 };
const catalog = catalogOf({ media: ["timestamp"], media_insights: ["reach", "follows"] });

async function measured(options: RunOptions = {}, world: readonly AccountSpec[] = [shop]) {
  const simulator = await simulated({ world: { accounts: [...world] } });
  const [first = ""] = simulator.world.accounts[0]?.ids.media ?? [];
  simulator.faults.add({ match: { itemId: first, pathIncludes: "insights" }, answer: { code: 2 } });
  const folder = folderOfTest();
  const [path, summaryPath] = [join(folder, "tap.prom"), join(folder, "summary.json")];
  const result = await run(simulator, {
    catalog,
    ...options,
    args: ["--metrics-file", path, "--summary", summaryPath],
  });
  return {
    ...result,
    path,
    text: readFileSync(path, "utf8"),
    samples: samplesIn(readFileSync(path, "utf8")),
    summary: documentIn(summaryPath, "run-summary"),
  };
}

describe("--metrics-file", () => {
  test("has the figures of the summary, in the names and units of Prometheus", async () => {
    const { samples, summary } = await measured({ settings: { max_retries: 1 } });
    const at = (name: string, labels = {}) => valueOf(samples, `tap_instagram_${name}`, labels);
    expect(at("run_exit_code")).toBe(4);
    expect(at("run_info")).toBe(1);
    expect(samples.find(({ name }) => name.endsWith("run_info"))?.labels).toEqual({
      outcome: "incomplete",
      version: summary.tap_version,
    });
    expect(at("run_end_timestamp_seconds")).toBe(Date.parse(summary.ended_at) / 1000);
    for (const { stream, ...figures } of summary.streams) {
      expect(at("things_expected", { stream })).toBe(figures.expected);
      for (const ending of ["delivered", "unavailable", "pending", "missing"])
        expect(at("things", { stream, ending })).toBe(figures[ending]);
      expect(at("records", { stream })).toBe(figures.records);
      expect(at("quota_calls", { stream })).toBe(figures.quota_calls);
      expect(at("request_duration_seconds", { stream })).toBeCloseTo(figures.request_seconds, 3);
    }
    for (const { stream, ending, reason, things } of summary.reasons)
      expect(at("lacking_things", { stream, ending, reason })).toBe(things);
    for (const { endpoint, status, requests } of summary.requests)
      expect(at("http_requests", { endpoint, status })).toBe(requests);
    expect(at("retries")).toBe(summary.quota.retries);
    expect(samples.every(({ name }) => !/_total$|_count$|_ms$|percent/.test(name))).toBe(true);
  });

  test("names the shard, so that the files of several shards can stand side by side", async () => {
    const { samples } = await measured({ settings: { shard: "1/1" } });
    expect(new Set(samples.map(({ labels }) => labels["shard"]))).toEqual(new Set(["1/1"]));
  });

  test("is written whatever the end is, and holds no token", async () => {
    const { samples, text } = await measured({ settings: { access_token: "EAAwildSecret987654321" } });
    expect(valueOf(samples, "tap_instagram_run_exit_code")).toBe(3);
    expect(text).not.toContain("wildSecret");
  });

  test("replaces the old file at the end in one step, and never takes it away", async () => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const path = join(folderOfTest(), "tap.prom");
    writeFileSync(path, "old");
    const seen = new Set<string>();
    await run(simulator, {
      catalog,
      args: ["--metrics-file", path],
      onStdout: () => {
        seen.add(existsSync(path) ? readFileSync(path, "utf8") : "");
      },
    });
    expect(seen).toEqual(new Set(["old"]));
    expect(samplesIn(readFileSync(path, "utf8")).length).toBeGreaterThan(10);
    expect(readdirSync(dirname(path))).toEqual(["tap.prom"]);
  });
});

test("labels are escaped, and absent ones left out", () => {
  const text = expositionOf([
    {
      name: "a_metric",
      help: "With \\ and\na line.",
      samples: [
        { labels: { name: 'quote " backslash \\ line\nend', other: undefined }, value: 1.5 },
        { labels: {}, value: 1e21 },
      ],
    },
    { name: "empty", help: "None.", samples: [] },
  ]);
  expect(samplesIn(text)).toEqual([
    { name: "a_metric", labels: { name: 'quote " backslash \\ line\nend' }, value: 1.5 },
    { name: "a_metric", labels: {}, value: 1e21 },
  ]);
});
