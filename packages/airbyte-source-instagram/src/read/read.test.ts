import { describe, expect, test } from "vitest";
import { configured, now, run, simulated } from "../../test/run.ts";
import { offeredStreams } from "../catalog/streams.ts";

const six = configured({
  users: "full_refresh",
  media: "full_refresh",
  media_insights: "full_refresh",
  stories: "full_refresh",
  story_insights: "full_refresh",
  user_insights: "incremental",
});
const names = ["users", "media", "media_insights", "stories", "story_insights", "user_insights"];
const settings = { start_date: "2026-08-01T00:00:00Z" };
const world = {
  accounts: [
    { posts: 12, stories: 2, followers: 5000 },
    { posts: 3, stories: 0, followers: 900 },
  ],
};

describe("a read", () => {
  test("gives each stream its statuses in order, and one state at least, before it is complete", async () => {
    const simulator = await simulated({ world });
    const result = await run(simulator, { catalog: six, settings });
    expect(result.exitCode).toBe(0);
    expect(result.err).toBe("");
    for (const name of names) {
      expect(result.statuses(name)).toEqual(["STARTED", "RUNNING", "COMPLETE"]);
      expect(result.states(name).length).toBeGreaterThan(0);
      const sum = result.states(name).reduce((all, { sourceStats }) => all + sourceStats.recordCount, 0);
      expect(sum).toBe(result.records(name).length);
      const positions = result.messages.flatMap((message, index) =>
        JSON.stringify(message).includes(`"name":"${name}"`) ||
        JSON.stringify(message).includes(`"stream":"${name}"`)
          ? [index]
          : [],
      );
      const last = result.messages[positions.at(-1) ?? -1];
      expect(last).toMatchObject({ trace: { stream_status: { status: "COMPLETE" } } });
    }
    expect(result.records("media")).toHaveLength(15);
    expect(result.errors()).toEqual([]);
  });

  test("writes whole milliseconds into every record", async () => {
    const simulator = await simulated({ world });
    const result = await run(simulator, { catalog: configured({ users: "full_refresh" }), settings });
    expect(result.of("RECORD").map(({ record }) => record.emitted_at)).toEqual([now, now]);
  });

  test("ends the state of what is always read whole with the mark for no cursor", async () => {
    const simulator = await simulated({ world });
    const result = await run(simulator, { catalog: six, settings });
    for (const name of ["users", "media", "media_insights", "stories", "story_insights"])
      expect(result.states(name).at(-1)?.stream.stream_state).toEqual({ __ab_no_cursor_state_message: true });
    // Not while it goes on: it would be a lie.
    for (const name of ["media", "media_insights"])
      for (const { stream } of result.states(name).slice(0, -1))
        expect(stream.stream_state).not.toHaveProperty("__ab_no_cursor_state_message");
  });

  test("estimates rows from what the accounts say of themselves", async () => {
    const simulator = await simulated({ world });
    const result = await run(simulator, { catalog: six, settings });
    const estimates = result
      .of("TRACE")
      .flatMap(({ trace }) => (trace.type === "ESTIMATE" ? [trace.estimate] : []));
    expect(estimates).toContainEqual({ type: "STREAM", name: "users", row_estimate: 2 });
    expect(estimates.find(({ name }) => name === "media")?.row_estimate).toBeGreaterThanOrEqual(15);
  });

  test("keeps line separators of captions out of its lines, and in its records", async () => {
    const simulator = await simulated({ world: "demo" });
    const result = await run(simulator, { catalog: configured({ media: "full_refresh" }) });
    const captions = result.records("media").map(({ caption }) => String(caption));
    for (const separator of ["\u2028", "\u2029"])
      expect(captions.some((caption) => caption.includes(separator))).toBe(true);
    for (const line of result.lines) expect(line).not.toMatch(/[\u0085\u2028\u2029]/);
  });

  test("reads only the columns that the catalog names, and asks for no others", async () => {
    const simulator = await simulated({ world });
    const result = await run(simulator, {
      catalog: configured({ media: { columns: ["caption", "children", "no_such_column"] } }),
    });
    expect(result.exitCode).toBe(0);
    expect(result.records("media").map((record) => Object.keys(record).toSorted())).toEqual(
      Array.from({ length: 15 }, () => ["caption", "children", "id"]),
    );
    const asked = JSON.stringify(simulator.requests());
    expect(asked).not.toContain("like_count");
  });

  test("takes a stream that is not incremental for what it is, whatever the catalog says", async () => {
    const simulator = await simulated({ world });
    const catalog = configured({ media: "incremental" });
    const first = await run(simulator, { catalog, settings: { start_date: "2026-09-20T00:00:00Z" } });
    const second = await run(simulator, { catalog, settings, state: first.finalState() });
    expect(first.records("media")).toHaveLength(15);
    expect(second.records("media").map(({ id }) => id)).toEqual(first.records("media").map(({ id }) => id));
  });

  test("names a stream that it does not have, reads the others, and is not complete", async () => {
    const simulator = await simulated({ world });
    const catalog = configured({ Api: "full_refresh", users: "full_refresh" });
    const result = await run(simulator, { catalog });
    expect(result.exitCode).toBe(1);
    expect(result.statuses("users")).toEqual(["STARTED", "RUNNING", "COMPLETE"]);
    expect(result.statuses("Api")).toEqual(["INCOMPLETE"]);
    expect(result.errors()).toMatchObject([
      {
        failure_type: "config_error",
        stream: "Api",
        message: expect.stringContaining("Refresh the source schema"),
      },
    ]);
  });

  test("says nothing of streams that the catalog leaves out", async () => {
    const simulator = await simulated({ world });
    const result = await run(simulator, { catalog: configured({ users: "full_refresh" }) });
    const others = offeredStreams().flatMap(({ declaration: { name } }) => (name === "users" ? [] : [name]));
    for (const name of others) expect(result.statuses(name)).toEqual([]);
    expect(result.of("STATE")).toHaveLength(1);
  });
});
