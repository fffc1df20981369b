import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AccountSpec, RunningSimulator } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { catalogOf, run, simulated, type RunOptions } from "../../test/run.ts";
import { documentIn, expectValid, folderOfTest } from "../../test/documents.ts";

const shop: AccountSpec = { username: "one.shop", posts: { count: 30, reels: 0 }, stories: 0 };
const catalog = catalogOf({ media: ["timestamp"], media_insights: ["reach", "follows"], sync_events: "all" });

async function summed(simulator: RunningSimulator, options: RunOptions = {}) {
  const path = join(folderOfTest(), "summary.json");
  const result = await run(simulator, {
    catalog,
    ...options,
    args: ["--summary", path, ...(options.args ?? [])],
  });
  return { ...result, path, summary: documentIn(path, "run-summary") };
}

describe("--summary", () => {
  test("has the counts, the exit code, its reasons and the quota of a run in which something is missing", async () => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const [, first = ""] = simulator.world.accounts[0]?.ids.media ?? [];
    simulator.faults.add({ match: { itemId: first, pathIncludes: "insights" }, answer: { code: 2 } });
    simulator.clearRequests();
    const { summary, exitCode, records } = await summed(simulator, { settings: { max_retries: 1 } });
    expect(exitCode).toBe(4);
    expect(summary).toMatchObject({
      run_id: records("sync_events")[0]?.["run_id"],
      started_at: "2026-09-21T19:00:00Z",
      exit_code: 4,
      outcome: "incomplete",
      failure: null,
      accounts: { expected: 1, delivered: 1, missing: 0 },
      streams: [
        { stream: "media", expected: 30, delivered: 30, missing: 0, records: 30 },
        { stream: "media_insights", expected: 30, missing: 1 },
        { stream: "sync_events", expected: 0, records: records("sync_events").length },
      ],
      total: { expected: 61, missing: 1 },
      quota: { calls: simulator.requests().quotaCalls },
      what_to_do: [expect.stringContaining("media_insights")],
    });
    expect(summary.quota.retries).toBeGreaterThan(0);
    expect(summary.reasons).toContainEqual({
      stream: "media_insights",
      ending: "missing",
      reason: "failed",
      text: "failed",
      what_helps: "later",
      things: 1,
      metrics: [],
    });
    const sum = (rows: { quota_calls: number }[]) => rows.reduce((all, row) => all + row.quota_calls, 0);
    expect(sum(summary.streams) + summary.quota.calls_of_no_stream).toBe(summary.quota.calls);
    expect(sum(summary.requests)).toBe(summary.total.quota_calls);
  });

  test("says complete of a run that is, and how full the quota was", async () => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const { summary } = await summed(simulator);
    expect(summary).toMatchObject({ exit_code: 0, outcome: "complete", what_to_do: [] });
    expect(summary.quota.budgets).toContainEqual({
      budget: expect.stringContaining("account"),
      peak_percent: expect.any(Number),
      last_percent: expect.any(Number),
    });
  });

  test("is written where the token is not accepted, with what to do", async () => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const { summary, exitCode } = await summed(simulator, { settings: { access_token: "EAAwrong" } });
    expect(exitCode).toBe(3);
    expect(summary).toMatchObject({ exit_code: 3, outcome: "not-permitted", failure: expect.any(String) });
    expect(summary.what_to_do).toEqual([expect.stringContaining("tap-instagram")]);
  });

  test.each([
    ["settings", { settings: { start_date: "soon" } }, "start_date"],
    ["a catalog", { catalog: { streams: 1 } }, "streams"],
    ["a state", { state: [1] }, "state"],
  ])("is written where %s cannot be used", async (_, options, says) => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const { summary, exitCode } = await summed(simulator, options);
    expect(exitCode).toBe(1);
    expect(summary).toMatchObject({ exit_code: 1, outcome: "failed", streams: [] });
    expect(summary.failure).toContain(says);
  });

  test("is written where a signal stops the run", async () => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const { summary, exitCode } = await summed(simulator, {
      settings: { page_size: 10 },
      onStdout: (chunk, host) => {
        if (chunk.includes('"stream":"media","record"')) host.send("SIGTERM");
      },
    });
    expect(exitCode).toBe(0);
    expect(summary).toMatchObject({ exit_code: 0, outcome: "stopped" });
    expect(summary.reasons).toContainEqual(expect.objectContaining({ reason: "stopped", ending: "missing" }));
  });

  test("says cut of a run that reaches max_run_minutes before it has found an account", async () => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const { summary, exitCode } = await summed(simulator, {
      settings: { max_run_minutes: 1 },
      timeout: (ms) => (ms === 60_000 ? AbortSignal.abort() : AbortSignal.timeout(ms)),
    });
    expect(exitCode).toBe(5);
    expect(summary).toMatchObject({ exit_code: 5, outcome: "cut", streams: [{ records: 0 }, {}, {}] });
  });

  test("names an account that is not seen, which no stream tells of", async () => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const { summary } = await summed(simulator, { settings: { accounts: ["one.shop", "other.shop"] } });
    expect(summary).toMatchObject({ accounts: { expected: 2, missing: 1 }, outcome: "incomplete" });
    expect(summary.reasons).toContainEqual(expect.objectContaining({ stream: null, reason: "not-seen" }));
    expect(summary.what_to_do).toEqual([
      "The token does not see 1 account that this run should read: the log says which, and what to do",
    ]);
  });

  test("holds no token, also where the error has one", async () => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const settings = { access_token: "EAAwildSecret987654321", start_date: "EAAwildSecret987654321" };
    const { path } = await summed(simulator, { settings });
    expect(readFileSync(path, "utf8")).not.toContain("wildSecret");
  });
});

describe("the file of --summary", () => {
  test.each([
    ["--report", "run.json", "run.json"],
    ["--metrics-file", "run.json", "./folder/../run.json"],
    ["--report", "run.json", "link.json"],
  ])("and of %s cannot be the same: %s, %s", async (flag, summary, other) => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const folder = folderOfTest();
    mkdirSync(join(folder, "folder"));
    symlinkSync(join(folder, "run.json"), join(folder, "link.json"));
    const args = ["--summary", join(folder, summary), flag, `${folder}/${other}`];
    const { exitCode, log, out } = await run(simulator, { catalog, args });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(log).toContain(`The flags --summary and ${flag} write the same file, `);
    expect(simulator.requests().quotaCalls).toBe(0);
  });

  test.each([
    ["--config", "--summary", "input.json"],
    ["--catalog", "--report", "./none/../input.json"],
    ["--state", "--metrics-file", "link.json"],
  ])("cannot be one that the run reads: %s and %s", async (input, output, name) => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const folder = folderOfTest();
    const path = join(folder, "input.json");
    mkdirSync(join(folder, "none"));
    writeFileSync(path, '{"access_token":"kept"}');
    symlinkSync(path, join(folder, "link.json"));
    const { exitCode, log, out } = await run(simulator, { args: [input, path, output, `${folder}/${name}`] });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(log).toContain(`The flag ${output} would overwrite`);
    expect(log).toContain(`which ${input} reads: give it a file of its own`);
    expect(readFileSync(path, "utf8")).toBe('{"access_token":"kept"}');
  });

  test("of an earlier run is gone while the run is under way, and nothing is left beside the new one", async () => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const folder = folderOfTest();
    const path = join(folder, "summary.json");
    writeFileSync(path, "{}");
    const seen: boolean[] = [];
    await run(simulator, {
      catalog,
      args: ["--summary", path],
      onStdout: () => {
        seen.push(existsSync(path));
      },
    });
    expect(new Set(seen)).toEqual(new Set([false]));
    expect(readdirSync(folder)).toEqual(["summary.json"]);
  });

  test("behind a symbolic link is written, and the link stays", async () => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const folder = folderOfTest();
    symlinkSync(join(folder, "real.json"), join(folder, "link.json"));
    expect(existsSync(join(folder, "real.json"))).toBe(false);
    await run(simulator, { catalog, args: ["--summary", join(folder, "link.json")] });
    expectValid(JSON.parse(readFileSync(join(folder, "real.json"), "utf8")), "run-summary");
  });

  test("and another one below a file are refused with what is wrong of each", async () => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const file = join(folderOfTest(), "file");
    writeFileSync(file, "");
    const args = ["--summary", join(file, "a"), "--metrics-file", join(file, "a")];
    const { exitCode, log } = await run(simulator, { catalog, args });
    expect(exitCode).toBe(1);
    expect(log.match(/a part of the path is not a folder/g)).toHaveLength(2);
  });

  test.each([
    ["in a folder that there is not", "none/summary.json", "there is no such folder"],
    ["that is a folder", "folder", "this is a folder, wanted a file"],
  ])("%s is refused before anything is asked of the API", async (_, name, says) => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const folder = folderOfTest();
    mkdirSync(join(folder, "folder"));
    const { exitCode, log, out } = await run(simulator, { catalog, args: ["--summary", join(folder, name)] });
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: "" });
    expect(log).toContain(`Cannot write what tells of the run: --summary ${join(folder, name)}: ${says}`);
    expect(simulator.requests().quotaCalls).toBe(0);
  });

  test("that cannot be written at the end makes a run fail that went well", async () => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const path = join(folderOfTest(), "summary.json");
    const { exitCode, log, finalState } = await run(simulator, {
      catalog,
      args: ["--summary", path],
      onStdout: () => {
        mkdirSync(join(path, "x"), { recursive: true });
      },
    });
    expect(exitCode).toBe(1);
    expect(log).toContain("Cannot write what tells of the run:\n  --summary");
    expect(finalState()).toHaveProperty("bookmarks");
  });

  test.each(["--dry-run", "--discover", "--test"])("and %s exclude each other", async (flag) => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const { exitCode, log } = await run(simulator, { args: ["--summary", "/tmp/none.json", flag] });
    expect(exitCode).toBe(2);
    expect(log).toContain("--summary");
  });
});
