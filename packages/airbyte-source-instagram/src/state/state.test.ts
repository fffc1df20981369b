import type { JsonValue } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { configured, run, simulated } from "../../test/run.ts";

const world = {
  accounts: [
    { posts: 2, stories: 0, followers: 5000 },
    { posts: 1, stories: 0, followers: 900 },
  ],
};
const settings = { start_date: "2026-07-01T00:00:00Z" };
const catalog = configured({ user_insights: "incremental" });

/** The days that are read again, and the one of the bookmark. */
const lookBack = 4;

function streamState(stream_state: JsonValue): JsonValue {
  return [{ type: "STREAM", stream: { stream_descriptor: { name: "user_insights" }, stream_state } }];
}

describe("a state", () => {
  test("that was printed makes the next read go on, and is in the form of Airbyte's own connector", async () => {
    const simulator = await simulated({ world });
    const first = await run(simulator, { catalog, settings });
    const [one, two] = simulator.world.accounts;
    expect(first.states("user_insights").at(-1)?.stream.stream_state).toMatchObject({
      use_global_cursor: false,
      states: [one, two]
        .map((account) => ({
          partition: { business_account_id: account?.id },
          cursor: { date: expect.stringMatching(/^2026-09-\d\dT07:00:00\+00:00$/) },
        }))
        .toSorted((a, b) =>
          String(a.partition.business_account_id) < String(b.partition.business_account_id) ? -1 : 1,
        ),
    });
    const second = await run(simulator, { catalog, settings, state: first.finalState() });
    expect(second.exitCode).toBe(0);
    expect(second.records("user_insights").length).toBeLessThan(first.records("user_insights").length / 5);
    expect(second.records("user_insights").length).toBeGreaterThan(0);
  });

  test.each([
    [
      "4.x",
      (id: string) =>
        streamState({
          use_global_cursor: false,
          states: [
            {
              partition: { business_account_id: id, parent_slice: {} },
              cursor: { date: "2026-09-20T07:00:00+00:00" },
            },
          ],
          state: { date: "2026-09-20T07:00:00+00:00" },
          lookback_window: 1,
          parent_state: {},
        }),
    ],
    ["1.x to 3.x", (id: string) => streamState({ [id]: { date: "2026-09-20T07:00:00+00:00" } })],
    ["by stream", (id: string) => ({ user_insights: { [id]: { date: "2026-09-20T07:00:00+00:00" } } })],
    [
      "a global one",
      (id: string) => [
        {
          type: "GLOBAL",
          global: {
            shared_state: null,
            stream_states: [
              {
                stream_descriptor: { name: "user_insights" },
                stream_state: { [id]: { date: "2026-09-20T07:00:00+00:00" } },
              },
            ],
          },
        },
      ],
    ],
    [
      "a STATE line",
      (id: string) => ({
        type: "STATE",
        state: {
          type: "STREAM",
          stream: {
            stream_descriptor: { name: "user_insights" },
            stream_state: { [id]: { date: "2026-09-20T07:00:00Z" } },
          },
        },
      }),
    ],
  ] as [string, (id: string) => JsonValue][])(
    "of Airbyte's connector is gone on from: %s",
    async (_, stateOf) => {
      const simulator = await simulated({ world });
      const [account, other] = simulator.world.accounts.map(({ id }) => id);
      const result = await run(simulator, { catalog, settings, state: stateOf(account ?? "") });
      expect(result.exitCode).toBe(0);
      const days = result.records("user_insights");
      expect(days.filter((day) => day["business_account_id"] === account)).toHaveLength(lookBack);
      expect(days.filter((day) => day["business_account_id"] === other).length).toBeGreaterThan(60);
    },
  );

  test("keeps accounts that the settings leave out, whole", async () => {
    const simulator = await simulated({ world });
    const first = await run(simulator, { catalog, settings });
    const [account] = simulator.world.accounts.map(({ id }) => id);
    const second = await run(simulator, {
      catalog,
      settings: { ...settings, accounts: [account ?? ""] },
      state: first.finalState(),
    });
    expect(second.finalState()).toEqual(first.finalState());
  });

  test("is not used for a full refresh of what can be read incrementally", async () => {
    const simulator = await simulated({ world });
    const first = await run(simulator, { catalog, settings });
    const full = configured({ user_insights: "full_refresh" });
    const second = await run(simulator, { catalog: full, settings, state: first.finalState() });
    expect(second.records("user_insights")).toEqual(first.records("user_insights"));
    expect(second.finalState()).toEqual(first.finalState());
  });

  test.each([
    ["nothing at all", ""],
    ["an empty list", []],
    ["an empty object", {}],
    ["null for the stream", streamState(null)],
    [
      "states of streams that are not there",
      [
        {
          type: "STREAM",
          stream: { stream_descriptor: { name: "Api", namespace: null }, stream_state: { a: 1 } },
        },
      ],
    ],
    ["the mark of a full refresh", streamState({ __ab_no_cursor_state_message: true })],
  ] as [string, JsonValue][])("may be none: %s", async (_, state) => {
    const simulator = await simulated({ world });
    const result = await run(simulator, { catalog, settings, state });
    expect(result.exitCode).toBe(0);
    expect(result.records("user_insights").length).toBeGreaterThan(120);
  });

  test.each([
    ["a text", '"EAAG"'],
    ["no JSON", "{"],
    ["a list of numbers", [1]],
    ["a stream without a name", [{ type: "STREAM", stream: { stream_descriptor: {}, stream_state: {} } }]],
    ["an unknown type", [{ type: "SOMETHING" }]],
    ["a cursor of another kind", streamState({ page: 7 })],
    ["a list for a stream", streamState([1])],
    ["a text for its states", streamState({ states: "x" })],
  ] as [string, JsonValue][])(
    "that is not understood ends the read before any record: %s",
    async (_, state) => {
      const simulator = await simulated({ world });
      const result = await run(simulator, { catalog, settings, state });
      expect(result.exitCode).toBe(1);
      expect(result.of("RECORD")).toEqual([]);
      expect(result.errors()).toMatchObject([
        {
          failure_type: "config_error",
          message: expect.stringMatching(/^Cannot start the sync: .*state\.json/),
        },
      ]);
      expect(simulator.requests().httpRequests).toBe(0);
    },
  );
});
