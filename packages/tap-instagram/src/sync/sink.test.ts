import type { RunningSimulator } from "@tap-instagram/graph-simulator";
import { parseSettings } from "@tap-instagram/singer/settings";
import { createLogger } from "@tap-instagram/singer/testing";
import { describe, expect, test } from "vitest";
import { ManualClock } from "test-tools/clock";
import { MemorySink } from "../../test/memory-sink.ts";
import { now, simulated } from "../../test/run.ts";
import { RequestLog } from "../log/request-log.ts";
import { registry } from "../registry.ts";
import { settings as definitions } from "../settings/definitions.ts";
import type { StreamSelection } from "./sink.ts";
import type { Book } from "../book/book.ts";
import { sync } from "./sync.ts";

const world = {
  accounts: [
    { posts: 12, stories: 0, followers: 5000 },
    { posts: 3, stories: 0, followers: 900 },
  ],
};
const selections: StreamSelection[] = [
  { name: "users", isIncremental: false, columns: { id: {}, username: {} } },
  { name: "user_insights", isIncremental: true, columns: { date: {}, reach: {} } },
  { name: "media", isIncremental: false, columns: { id: {}, timestamp: {} } },
  { name: "media_insights", isIncremental: false, columns: { id: {}, reach: {}, follows: {} } },
];

async function syncInto(
  sink: MemorySink,
  { tokens, url }: RunningSimulator,
  signal = new AbortController().signal,
): Promise<Book> {
  const logger = createLogger({ write: () => undefined, level: "critical", format: "text" });
  const settings = parseSettings(definitions, [
    {
      place: "test",
      values: { access_token: tokens.user, api_url: url, start_date: "2026-08-01", max_retries: 0 },
    },
  ]);
  return sync({
    groups: registry,
    selections,
    settings,
    sink,
    logger,
    requests: new RequestLog(logger),
    now: () => now,
    signal,
    ports: { clock: new ManualClock(now), random: () => 0.5 },
    onProgress: () => undefined,
  });
}

describe("a sink of another protocol", () => {
  test("is told of each stream's start, end, state and replacement, in this order", async () => {
    const simulator = await simulated({ world });
    const sink = new MemorySink();
    const { chapters } = await syncInto(sink, simulator);
    expect(chapters).toHaveLength(8);
    expect(chapters.filter(({ counts }) => counts.missing > 0)).toEqual([]);
    expect(sink.eventsOf("users")).toEqual(["started", "running", "complete", "replaced"]);
    expect(sink.eventsOf("media")).toEqual(["started", "running", "complete", "replaced"]);
    const days = sink.eventsOf("user_insights");
    expect([days[0], days[1]]).toEqual(["started", "running"]);
    expect(days.slice(2, days.indexOf("complete"))).toContain("state");
    expect(days.slice(2, days.indexOf("complete")).every((type) => type === "state")).toBe(true);
    expect(sink.records.get("media")).toHaveLength(15);
  });

  test("has a state that speaks of records that went out before it, and goes on from it", async () => {
    const simulator = await simulated({ world });
    const sink = new MemorySink();
    await syncInto(sink, simulator);
    const state = sink.events.findLast((event) => event.type === "state");
    const dates = (sink.records.get("user_insights") ?? []).map(({ date }) => date);
    expect(state).toMatchObject({ stream: "user_insights", records: dates.length });
    expect(Object.values(state?.type === "state" ? state.bookmarks : {})).toEqual(
      world.accounts.map(() => dates.at(-1)),
    );
    simulator.clearRequests();
    sink.records.clear();
    await syncInto(sink, simulator);
    expect(sink.records.get("user_insights")?.length).toBeLessThan(dates.length / 4);
  });

  test("hears which streams are not complete, and why", async () => {
    const simulator = await simulated({ world });
    const [first] = simulator.world.accounts;
    simulator.faults.add({
      match: { pathIncludes: "insights", itemId: String(first?.id) },
      answer: { code: 10 },
    });
    const sink = new MemorySink();
    await syncInto(sink, simulator);
    expect(sink.failures.get("user_insights")).toMatchObject([
      { stream: "user_insights", kind: "lasting", reason: "permission" },
    ]);
    expect(sink.eventsOf("user_insights").at(-1)).toBe("incomplete");
    expect(sink.eventsOf("media")).toContain("complete");
    const replaced = sink.events.flatMap(({ type, stream }) => (type === "replaced" ? [stream] : []));
    expect(replaced).not.toContain("user_insights");
  });

  test("hears that nothing is complete, where no account can be found", async () => {
    const simulator = await simulated({ world });
    simulator.faults.add({ match: { template: "/me/accounts" }, answer: { code: 2 } });
    const sink = new MemorySink();
    await expect(syncInto(sink, simulator)).rejects.toMatchObject({ kind: "transient" });
    for (const { name } of selections) expect(sink.eventsOf(name)).toEqual(["started", "incomplete"]);
  });

  test("hears what a stop left incomplete", async () => {
    const simulator = await simulated({ world });
    const stop = new AbortController();
    const sink = new MemorySink();
    const record = sink.record.bind(sink);
    sink.record = async (stream, row) => {
      await record(stream, row);
      if (stream.name === "media") stop.abort(new Error("stop"));
    };
    await expect(syncInto(sink, simulator, stop.signal)).rejects.toThrow("stop");
    expect(sink.eventsOf("media")).toEqual(["started", "running", "incomplete"]);
  });
});
