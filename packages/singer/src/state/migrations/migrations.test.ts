import { describe, expect, test } from "vitest";
import { Bookmarks, readAirbyteState, readSdkState, type StateMapping } from "../../state.ts";

const accountId = "17841400000000000";
const value = "2025-06-28T07:00:00+00:00";
const mapping: StateMapping = {
  user_insights: {
    replicationKey: "date",
    contextOf: (partition) => {
      const id = typeof partition === "string" ? partition : partition.business_account_id;
      return typeof id === "string" ? { business_account_id: id } : undefined;
    },
  },
};
const migrated = {
  bookmarks: {
    user_insights: {
      partitions: [
        {
          context: { business_account_id: accountId },
          replication_key: "date",
          replication_key_value: value,
        },
      ],
    },
  },
};
const lowCode = {
  use_global_cursor: false,
  states: [{ partition: { business_account_id: accountId, parent_slice: {} }, cursor: { date: value } }],
  state: { date: value },
  lookback_window: 4,
  parent_state: {},
};
const asList = (stream_state: unknown, name = "user_insights"): unknown => [
  { type: "STREAM", stream: { stream_descriptor: { name }, stream_state } },
];

describe("readAirbyteState", () => {
  test.each([
    ["an object by stream and partition", { user_insights: { [accountId]: { date: value } } }],
    ["partitions with bare values", { user_insights: { [accountId]: value } }],
    ["a list of stream states", asList({ [accountId]: { date: value } })],
    ["low-code states in an object", { user_insights: lowCode }],
    ["low-code states in a list", asList(lowCode)],
    [
      "a STATE message",
      {
        type: "STATE",
        state: {
          type: "STREAM",
          stream: { stream_descriptor: { name: "user_insights" }, stream_state: lowCode },
        },
      },
    ],
    [
      "a global state",
      {
        type: "GLOBAL",
        global: {
          shared_state: {},
          stream_states: [{ stream_descriptor: { name: "user_insights" }, stream_state: lowCode }],
        },
      },
    ],
    ["a legacy state", { type: "LEGACY", data: { user_insights: { [accountId]: { date: value } } } }],
    [
      "streams dropped long ago beside",
      { campaigns: { updated_time: value }, user_insights: { [accountId]: { date: value } } },
    ],
  ])("reads %s", (_, state) => {
    expect(readAirbyteState(state, mapping)).toEqual(migrated);
  });

  test("reads one cursor for the whole stream, which then stands for every partition", () => {
    const state = readAirbyteState({ user_insights: { date: value } }, mapping);
    expect(state).toEqual({
      bookmarks: { user_insights: { replication_key: "date", replication_key_value: value } },
    });
    const at = {
      stream: "user_insights",
      context: { business_account_id: accountId },
      replicationKey: "date",
    };
    expect(Bookmarks.parse(state).get(at)).toBe(value);
  });

  test("reads the shared cursor of a low-code stream without partitions", () => {
    expect(
      readAirbyteState(asList({ use_global_cursor: true, states: [], state: { date: value } }), mapping),
    ).toEqual({
      bookmarks: { user_insights: { replication_key: "date", replication_key_value: value } },
    });
  });

  test("keeps the earlier cursor of partitions that become one", () => {
    const states = ["2025-06-29T00:00:00Z", value, "2025-07-01T00:00:00Z"].map((date, index) => ({
      partition: { business_account_id: accountId, page: index },
      cursor: { date },
    }));
    expect(readAirbyteState({ user_insights: { states } }, mapping)).toEqual(migrated);
  });

  test("translates a cursor field and a stream that were renamed", () => {
    const [one] = Object.values(mapping);
    if (one === undefined) throw new Error("no mapping");
    const state = readAirbyteState(
      { insights: { [accountId]: { end_time: value } } },
      { insights: { ...one, stream: "user_insights", cursorField: "end_time" } },
    );
    expect(state).toEqual(migrated);
  });

  test.each([
    ["a list of something else", [1, "x", null]],
    ["streams it does not know", { campaigns: { updated_time: value } }],
    ["cursors that are no text", { user_insights: { [accountId]: { date: 5 } } }],
    ["a text", "state"],
    ["nothing", undefined],
    ["a prototype", JSON.parse('{"__proto__":{"date":"2025-01-01"}}')],
  ])("does not know %s", (_, state) => {
    expect(readAirbyteState(state, mapping)).toBeUndefined();
  });
});

const contextOf: StateMapping[string]["contextOf"] = (partition) =>
  typeof partition === "object" && typeof partition.user_id === "string"
    ? { business_account_id: partition.user_id }
    : undefined;
const partition = (user_id: string, replication_key: string, replication_key_value: string): object => ({
  context: { user_id },
  replication_key,
  replication_key_value,
});

describe("readSdkState", () => {
  const other: StateMapping = {
    user_insights_daily: {
      stream: "user_insights",
      replicationKey: "date",
      cursorField: "end_time",
      contextOf,
    },
    user_insights_weekly: {
      stream: "user_insights",
      replicationKey: "date",
      cursorField: "end_time",
      contextOf,
    },
    media: { replicationKey: "timestamp", contextOf },
  };
  test("renames streams, contexts and replication keys, keeping the earliest of what becomes one", () => {
    const state = readSdkState(
      {
        bookmarks: {
          users: { partitions: [{ context: { user_id: "1" } }] },
          media: { partitions: [partition("1", "timestamp", "2024-01-05 10:00:00")] },
          user_insights_daily: {
            partitions: [
              partition("1", "end_time", "2024-01-09 08:00:00"),
              partition("2", "end_time", "2024-01-02 08:00:00"),
            ],
          },
          user_insights_weekly: {
            partitions: [partition("1", "end_time", "2024-01-03 08:00:00"), { context: { user_id: "2" } }],
          },
        },
      },
      other,
    );
    expect(state).toEqual({
      bookmarks: {
        users: { partitions: [{ context: { user_id: "1" } }] },
        media: {
          partitions: [
            {
              context: { business_account_id: "1" },
              replication_key: "timestamp",
              replication_key_value: "2024-01-05 10:00:00",
            },
          ],
        },
        user_insights: {
          partitions: [
            {
              context: { business_account_id: "1" },
              replication_key: "date",
              replication_key_value: "2024-01-03 08:00:00",
            },
            {
              context: { business_account_id: "2" },
              replication_key: "date",
              replication_key_value: "2024-01-02 08:00:00",
            },
          ],
        },
      },
    });
  });

  test("leaves a state of one's own alone", () => {
    expect(readSdkState(migrated, other)).toBeUndefined();
    expect(
      readSdkState(
        { bookmarks: { media: { partitions: [{ context: { business_account_id: "1" } }] } } },
        other,
      ),
    ).toBeUndefined();
  });

  test.each([[undefined], [[]], [{}], [{ bookmarks: 5 }]])("does not know %j", (state) => {
    expect(readSdkState(state, other)).toBeUndefined();
  });
});
