import { describe, expect, test } from "vitest";
import { postTimes } from "../../test/post-times.ts";
import { catalogOf, run, simulated } from "../../test/run.ts";
import { mediaWalk } from "../walks/media.ts";
import { streamsOver } from "./stream-group.ts";

/** All that a new stream needs: its file, and this line of the registry. */
const groups = [streamsOver(mediaWalk, [postTimes])];

const world = { accounts: [{ posts: { count: 30, reels: 10 }, stories: 0 }] };
const catalog = {
  streams: [
    {
      tap_stream_id: "post_times",
      stream: "post_times",
      schema: {},
      metadata: [{ breadcrumb: [], metadata: { selected: true } }],
    },
  ],
};

describe("a new stream, of one file and one line of the registry,", () => {
  test("is in the catalog, is read, and its bookmark moves", async () => {
    const simulator = await simulated({ world });
    const { exitCode, messages, records, finalState, log } = await run(simulator, { groups, catalog });
    expect(exitCode).toBe(0);
    expect(messages[0]).toMatchObject({
      type: "SCHEMA",
      stream: "post_times",
      key_properties: ["id"],
      bookmark_properties: ["timestamp"],
    });
    expect(records("post_times")).toHaveLength(20);
    expect(log).toContain(
      "post_times: 30 expected, 20 delivered, 10 unavailable (10 published before the account became professional)",
    );
    const newest = records("post_times")
      .map(({ timestamp }) => timestamp)
      .toSorted()
      .at(-1);
    expect(finalState()).toMatchObject({
      bookmarks: { post_times: { partitions: [{ replication_key_value: newest }] } },
    });
  });

  test("goes on from its bookmark", async () => {
    const simulator = await simulated({ world });
    const first = await run(simulator, { groups, catalog });
    const second = await run(simulator, { groups, catalog, state: first.finalState() });
    expect(second.records("post_times")).toHaveLength(1);
  });

  test("is asked for nothing where it is not selected", async () => {
    const simulator = await simulated({ world });
    const options = { catalog: catalogOf({ users: ["id"] }) };
    await run(simulator, options);
    const { quotaCalls } = simulator.requests();
    await run(simulator, { ...options, groups });
    expect(simulator.requests().quotaCalls).toBe(2 * quotaCalls);
  });
});
