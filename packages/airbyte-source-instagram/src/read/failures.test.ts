import type { JsonObject, JsonValue } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { configured, now, run, simulated } from "../../test/run.ts";

const world = {
  accounts: [
    { posts: 12, stories: 0, followers: 5000 },
    { posts: 3, stories: 0, followers: 900 },
  ],
};
const settings = { start_date: "2026-08-01T00:00:00Z", max_retries: 0 };
const catalog = configured({ users: "full_refresh", media: "full_refresh", user_insights: "incremental" });

function entriesOf({ streams }: JsonObject): JsonValue[] {
  return Array.isArray(streams) ? streams : [];
}

describe("a failure", () => {
  test("of the token asks the user, and no stream is complete or has a state", async () => {
    const simulator = await simulated({ world });
    const result = await run(simulator, {
      catalog,
      settings: { ...settings, access_token: simulator.tokens.expired },
    });
    expect(result.exitCode).toBe(1);
    expect(result.errors()).toMatchObject([{ failure_type: "config_error" }]);
    expect(result.errors()[0]?.stack).toBeUndefined();
    for (const name of ["users", "media", "user_insights"])
      expect(result.statuses(name)).toEqual(["STARTED", "INCOMPLETE"]);
    expect(result.of("STATE")).toEqual([]);
    expect(result.of("RECORD")).toEqual([]);
  });

  test("of a permission for one stream leaves the others complete", async () => {
    const simulator = await simulated({ world });
    simulator.faults.add({ match: { template: "/{ig-user}/insights" }, answer: { code: 10 } });
    const result = await run(simulator, { catalog, settings });
    expect(result.exitCode).toBe(1);
    expect(result.statuses("media").at(-1)).toBe("COMPLETE");
    expect(result.statuses("users").at(-1)).toBe("COMPLETE");
    expect(result.statuses("user_insights")).toEqual(["STARTED", "INCOMPLETE"]);
    expect(result.errors()).toMatchObject([{ failure_type: "config_error", stream: "user_insights" }]);
    expect(result.states("user_insights")).toEqual([]);
  });

  test("is only logged where the settings say so, and the exit code is 0", async () => {
    const simulator = await simulated({ world });
    const [account] = simulator.world.accounts;
    simulator.faults.add({
      match: { pathIncludes: "insights", itemId: String(account?.id) },
      answer: { code: 10 },
    });
    const result = await run(simulator, { catalog, settings: { ...settings, partial_failures: "warn" } });
    expect(result.exitCode).toBe(0);
    expect(result.errors()).toEqual([]);
    expect(result.log("WARN")).toContain("user_insights is not complete");
    expect(result.statuses("user_insights").at(-1)).toBe("INCOMPLETE");
  });

  test("of the quota says when it is back, and the next attempt goes on", async () => {
    const simulator = await simulated({ world });
    simulator.faults.add({ match: { template: "/{ig-user}/insights" }, answer: { code: 80002 } });
    const result = await run(simulator, { catalog, settings: { ...settings, max_wait_minutes: 0 } });
    expect(result.exitCode).toBe(1);
    const errors = result.errors();
    expect(errors.length).toBeGreaterThan(0);
    for (const { failure_type } of errors) expect(failure_type).toBe("transient_error");
    const [ended] = result
      .of("TRACE")
      .flatMap(({ trace }) =>
        trace.type === "STREAM_STATUS" && trace.stream_status.status === "INCOMPLETE"
          ? [trace.stream_status]
          : [],
      );
    expect(ended?.reasons?.[0]?.type).toBe("RATE_LIMITED");
    expect(ended?.reasons?.[0]?.rate_limited?.quota_reset).toBeGreaterThan(now);
    simulator.faults.clear();
    const again = await run(simulator, { catalog, settings, state: result.finalState() });
    expect(again.exitCode).toBe(0);
  });

  test("to get quota for anything at all tells every stream why", async () => {
    const simulator = await simulated({ world });
    simulator.faults.add({ match: { template: "/me/accounts" }, answer: { code: 4 } });
    const result = await run(simulator, { catalog, settings: { ...settings, max_wait_minutes: 0 } });
    expect(result.exitCode).toBe(1);
    expect(result.errors()).toMatchObject([{ failure_type: "transient_error" }]);
    const reasons = result
      .of("TRACE")
      .flatMap(({ trace }) =>
        trace.type === "STREAM_STATUS" && trace.stream_status.status === "INCOMPLETE"
          ? [trace.stream_status.reasons?.[0]?.type]
          : [],
      );
    expect(reasons).toEqual(["RATE_LIMITED", "RATE_LIMITED", "RATE_LIMITED"]);
  });

  test("that only waits for quota says so while it waits", async () => {
    const simulator = await simulated({ world });
    simulator.faults.add({ match: { template: "/{ig-user}/media", nth: 1 }, answer: { code: 80002 } });
    const result = await run(simulator, { catalog, settings });
    expect(result.exitCode).toBe(0);
    const waiting = result
      .of("TRACE")
      .flatMap(({ trace }) =>
        trace.type === "STREAM_STATUS" && trace.stream_status.reasons !== undefined
          ? [trace.stream_status]
          : [],
      );
    expect(waiting[0]).toMatchObject({ status: "RUNNING", reasons: [{ type: "RATE_LIMITED" }] });
    expect(result.statuses("media").at(-1)).toBe("COMPLETE");
  });

  test("of the API passes by itself", async () => {
    const simulator = await simulated({ world });
    simulator.faults.add({ answer: { code: 2, status: 503 } });
    const result = await run(simulator, { catalog, settings });
    expect(result.exitCode).toBe(1);
    expect(result.errors()).toMatchObject([{ failure_type: "transient_error" }]);
  });

  test("of an unknown version names the setting", async () => {
    const simulator = await simulated({ world });
    const result = await run(simulator, { catalog, settings: { ...settings, api_version: "v99.0" } });
    expect(result.exitCode).toBe(1);
    expect(result.errors()).toMatchObject([
      { failure_type: "config_error", message: expect.stringContaining("api_version") },
    ]);
  });

  test("of settings and catalog is told with every problem, on one line, before anything is asked", async () => {
    const simulator = await simulated({ world });
    const result = await run(simulator, {
      catalog: { streams: [{ name: "media" }] },
      settings: { page_size: 0 },
    });
    expect(result.exitCode).toBe(1);
    expect(result.errors()).toMatchObject([
      {
        failure_type: "config_error",
        message: expect.stringMatching(/config\.json:page_size: .*; .*catalog\.json: streams\.0\.stream/),
      },
    ]);
    expect(simulator.requests().httpRequests).toBe(0);
  });

  test("of a catalog that names a stream twice in other words is told before anything is asked", async () => {
    const simulator = await simulated({ world });
    const once = entriesOf(configured({ media: "full_refresh", user_insights: "incremental" }));
    const again = entriesOf(configured({ user_insights: "full_refresh" }));
    const result = await run(simulator, {
      catalog: { streams: [...once, ...again] },
      settings,
    });
    expect(result.exitCode).toBe(1);
    expect(JSON.stringify(result.errors())).toMatch(
      /streams\.2: found the stream user_insights a second time, with another sync_mode or json_schema; wanted it once/,
    );
    expect(simulator.requests().httpRequests).toBe(0);
  });

  test("is none where the catalog names a stream twice in the same words: it is read once, and told", async () => {
    const simulator = await simulated({ world });
    const streams = entriesOf(configured({ users: "full_refresh" }));
    const result = await run(simulator, { catalog: { streams: [...streams, ...streams] }, settings });
    expect(result.exitCode).toBe(0);
    expect(result.log("WARN")).toContain("found the stream users a second time: it is read once");
    expect(result.of("RECORD")).toHaveLength(2);
  });

  test("of flags is the usage on stderr", async () => {
    const simulator = await simulated({ world });
    const result = await run(simulator, {});
    expect(result.exitCode).toBe(2);
    expect(result.messages).toEqual([]);
    expect(result.err).toContain("--catalog");
  });
});

describe("a stop", () => {
  test("ends in seconds, with the state of what is done and the rest incomplete", async () => {
    const simulator = await simulated({ world: "demo" });
    let isSent = false;
    const result = await run(simulator, {
      catalog,
      settings,
      onStdout: (chunk, host) => {
        if (!isSent && chunk.includes('"STATE"')) {
          isSent = true;
          host.send("SIGTERM");
        }
      },
    });
    expect(result.exitCode).toBe(143);
    expect(result.of("STATE").length).toBeGreaterThan(0);
    expect(result.errors()).toEqual([]);
    const last = ["users", "media", "user_insights"].map((name) => result.statuses(name).at(-1));
    expect(last).toContain("INCOMPLETE");
    const again = await run(simulator, { catalog, settings, state: result.finalState() });
    expect(again.exitCode).toBe(0);
  });
});
