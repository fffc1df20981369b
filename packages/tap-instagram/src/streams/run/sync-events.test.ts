import type { JsonObject } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../../test/run.ts";

const events = { sync_events: "all" } as const;

describe("sync_events", () => {
  test("is off by default, costs nothing, and is empty where everything came", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 5, stories: 0 }] } });
    const byDefault = await run(simulator, { settings: { start_date: "2026-09-15" } });
    const schemas = ({ messages }: typeof byDefault) =>
      messages.flatMap((message) => (message.type === "SCHEMA" ? [message.stream] : []));
    expect(schemas(byDefault)).not.toContain("sync_events");
    simulator.clearRequests();
    const catalog = catalogOf({ media: ["timestamp"], ...events });
    const { exitCode, messages, records, bookmarks } = await run(simulator, { catalog });
    expect(exitCode).toBe(0);
    expect(schemas({ ...byDefault, messages })).toContain("sync_events");
    expect(records("sync_events")).toEqual([]);
    expect(simulator.requests().quotaCalls).toBe(3);
    expect(bookmarks()).toEqual({ media: {}, sync_events: {} });
  });

  test("has a record for each thing that did not come, with whose it is, why, and what helps", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 40, reels: 0 }, stories: 0 }] },
    });
    const [account] = simulator.world.accounts;
    const [, , first = "", second = "", third = ""] = account?.ids.media ?? [];
    simulator.faults.add({ match: { itemId: first, pathIncludes: "insights" }, answer: { code: 2 } });
    simulator.faults.add({
      match: { itemId: second, pathIncludes: "insights" },
      answer: { code: 100, subcode: 33 },
    });
    simulator.faults.add({
      match: { itemId: third, pathIncludes: "insights", asksMetric: "follows" },
      answer: { code: 10 },
    });
    const { exitCode, records } = await run(simulator, {
      settings: { max_retries: 0 },
      catalog: catalogOf({ media_insights: ["reach", "follows"], ...events }),
    });
    expect(exitCode).toBe(4);
    const rows = records("sync_events");
    const common = {
      run_started_at: "2026-09-21T19:00:00Z",
      at: expect.stringMatching(/Z$/),
      business_account_id: account?.id,
      stream: "media_insights",
      things: 1,
    };
    expect(rows.filter(({ ending }) => ending !== "pending")).toMatchObject([
      {
        ...common,
        thing: "post",
        object_id: first,
        published_at: expect.stringMatching(/Z$/),
        ending: "missing",
        reason: "failed",
        what_helps: "later",
        code: 2,
        message: expect.stringContaining("code 2"),
      },
      {
        ...common,
        thing: "metric",
        object_id: third,
        metric: "follows",
        variant: "post",
        ending: "unavailable",
        reason: "refused-alone",
        what_helps: null,
        code: 10,
      },
      {
        ...common,
        thing: "post",
        object_id: second,
        ending: "unavailable",
        reason: "deleted-meanwhile",
        code: 100,
        subcode: 33,
      },
    ]);
    const runId = rows[0]?.["run_id"];
    expect(rows.map(({ id }) => id)).toEqual(rows.map((_, index) => `${String(runId)}:${index + 1}`));
    expect(records("media_insights").find(({ id }) => id === third)).toMatchObject({
      reach: expect.any(Number),
      follows: null,
    });
  });

  test("names accounts that earlier runs read and this one does not see", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 1, stories: 0 }] } });
    const partition = {
      context: { business_account_id: "17841400000000999" },
      replication_key: "date",
      replication_key_value: "2026-05-01T07:00:00Z",
    };
    const { exitCode, records } = await run(simulator, {
      catalog: catalogOf({ users: ["id"], ...events }),
      state: { bookmarks: { user_insights: { partitions: [partition] } } },
    });
    expect(exitCode).toBe(4);
    expect(records("sync_events")).toMatchObject([
      {
        stream: null,
        business_account_id: "17841400000000999",
        thing: "account",
        reason: "not-seen",
        what_helps: "act",
      },
    ]);
  });

  test("has at most fifty records per stream and reason, and one that counts the others", async () => {
    const simulator = await simulated({
      world: { accounts: Array.from({ length: 3 }, () => ({ posts: 30, stories: 0 })) },
    });
    simulator.faults.add({
      match: { template: "/{media}/insights", probability: 0.9 },
      answer: { code: 100, subcode: 33 },
    });
    const { records, log } = await run(simulator, {
      catalog: catalogOf({ media_insights: ["reach", "follows"], ...events }),
    });
    const missing = records("sync_events").filter(({ reason }) => reason === "not-visible");
    expect(missing).toHaveLength(51);
    const rest = missing.at(-1) as JsonObject;
    expect(rest).toMatchObject({ thing: null, object_id: null, business_account_id: null });
    expect(log).toContain(`${50 + Number(rest["things"])} not visible to this token`);
  });

  test("comes last, also where the token is withdrawn in the middle, and says what was left", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 60, stories: 0 }, { posts: 60 }] } });
    let isWithdrawn = false;
    const { exitCode, messages, records } = await run(simulator, {
      settings: { page_size: 10, concurrency: 1 },
      catalog: catalogOf({ media: ["timestamp"], users: ["id"], ...events }),
      onStdout: (chunk) => {
        if (isWithdrawn || !chunk.includes('"stream":"media","record"')) return;
        isWithdrawn = true;
        simulator.faults.add({ answer: { code: 190, subcode: 463 } });
      },
    });
    expect(exitCode).toBe(3);
    const rows = records("sync_events");
    const ids = simulator.world.accounts.map(({ id }) => id);
    expect(rows.map((row) => [row["stream"], row["business_account_id"], row["thing"]])).toEqual(
      expect.arrayContaining(ids.map((id) => ["media", id, "list"])),
    );
    for (const row of rows)
      expect(row).toMatchObject({ ending: "missing", reason: "permission", what_helps: "act", code: 190 });
    const last = messages.findLast(({ type }) => type === "RECORD");
    expect(last).toMatchObject({ stream: "sync_events" });
    expect(messages.at(-1)?.type).toBe("STATE");
  });

  test("says what was left where the sync is stopped", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 60, stories: 0 }] } });
    const { exitCode, records, log } = await run(simulator, {
      settings: { page_size: 10 },
      catalog: catalogOf({ media: ["timestamp"], ...events }),
      onStdout: (chunk, host) => {
        if (chunk.includes('"stream":"media","record"')) host.send("SIGTERM");
      },
    });
    expect(exitCode).toBe(0);
    expect(records("sync_events")).toMatchObject([{ stream: "media", thing: "list", reason: "stopped" }]);
    expect(log).toMatch(/media: .* 1 missing \(1 left because the run was stopped\)/);
  });
});
