import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Bookmarks, mergeStates, splitState } from "../state.ts";
import type { BookmarksOptions } from "./bookmarks.ts";

const fixedNow = Date.UTC(2026, 6, 1);
const at = (id: string, replicationKey = "date"): Parameters<Bookmarks["get"]>[0] => ({
  stream: "user_insights",
  context: { business_account_id: id },
  replicationKey,
});

function parse(json: unknown, options: BookmarksOptions = {}): { bookmarks: Bookmarks; warnings: string[] } {
  const warnings: string[] = [];
  const bookmarks = Bookmarks.parse(json, {
    now: () => fixedNow,
    onWarning: (text) => warnings.push(text),
    ...options,
  });
  return { bookmarks, warnings };
}

function partition(
  id: unknown,
  value: unknown,
  more: object = {},
): { context: { business_account_id: unknown }; replication_key: string; replication_key_value: unknown } {
  return {
    context: { business_account_id: id },
    replication_key: "date",
    replication_key_value: value,
    ...more,
  };
}

function stateOf(...partitions: object[]): object {
  return { bookmarks: { user_insights: { partitions } } };
}

describe("Bookmarks", () => {
  test.each([[undefined], [null], [{}], [{ bookmarks: {} }], [{ bookmarks: null }]])(
    "reads %j as empty",
    (json) => {
      expect(parse(json).bookmarks.toJSON()).toEqual({ bookmarks: {} });
    },
  );

  test("finds the bookmark of a partition by its context, key order and number or text aside", () => {
    const { bookmarks } = parse(stateOf(partition(42, "2026-01-02T00:00:00Z")));
    expect(bookmarks.get(at("42"))).toBe("2026-01-02T00:00:00Z");
    expect(bookmarks.get(at("43"))).toBeUndefined();
  });

  test("ignores the bookmark of another replication key", () => {
    const { bookmarks } = parse(stateOf(partition("1", "2026-01-02T00:00:00Z")));
    expect(bookmarks.get(at("1", "timestamp"))).toBeUndefined();
    expect(bookmarks.advance(at("1", "timestamp"), "2020-01-01T00:00:00Z")).toBe(true);
    expect(bookmarks.get(at("1", "timestamp"))).toBe("2020-01-01T00:00:00Z");
  });

  test("moves forward only, comparing instants rather than text", () => {
    const { bookmarks } = parse(stateOf(partition("1", "2026-01-02T00:00:00+02:00")));
    expect(bookmarks.advance(at("1"), "2026-01-01T22:00:00Z")).toBe(false);
    expect(bookmarks.advance(at("1"), "2026-01-01T21:00:00Z")).toBe(false);
    expect(bookmarks.advance(at("1"), "2026-01-01T22:00:01Z")).toBe(true);
    expect(bookmarks.get(at("1"))).toBe("2026-01-01T22:00:01Z");
  });

  test("carries what a run does not touch through verbatim", () => {
    const state = {
      bookmarks: {
        other: { anything: [1, { deep: null }], replication_key_value: 7 },
        user_insights: {
          note: "kept",
          partitions: [partition("1", "2026-01-01T00:00:00Z", { extra: true }), partition("2", 99)],
        },
      },
    };
    const { bookmarks } = parse(state);
    expect(bookmarks.toJSON()).toEqual(state);
    bookmarks.advance(at("1"), "2026-02-01T00:00:00Z");
    expect(bookmarks.toJSON()).toEqual({
      bookmarks: {
        other: state.bookmarks.other,
        user_insights: {
          note: "kept",
          partitions: [partition("1", "2026-02-01T00:00:00Z", { extra: true }), partition("2", 99)],
        },
      },
    });
  });

  test("writes the SDK's shape: partitions sorted by context, streams without partitions, FULL_TABLE as {}", () => {
    const { bookmarks } = parse(undefined);
    bookmarks.touch("users");
    bookmarks.advance(at("2"), "2026-01-01T00:00:00Z");
    bookmarks.advance(at("1"), "2026-01-01T00:00:00Z");
    bookmarks.advance({ stream: "flat", context: {}, replicationKey: "id" }, "9");
    bookmarks.advance({ stream: "flat", context: {}, replicationKey: "id" }, "10");
    expect(bookmarks.toJSON()).toEqual({
      bookmarks: {
        users: {},
        user_insights: {
          partitions: [partition("1", "2026-01-01T00:00:00Z"), partition("2", "2026-01-01T00:00:00Z")],
        },
        flat: { replication_key: "id", replication_key_value: "10" },
      },
    });
  });

  test("keeps the later of two bookmarks with one context, and says so", () => {
    const { bookmarks, warnings } = parse(
      stateOf(
        partition("1", "2026-01-02T00:00:00Z"),
        partition("1", "2026-03-01T00:00:00Z"),
        partition("1", 5),
      ),
    );
    expect(bookmarks.get(at("1"))).toBe("2026-03-01T00:00:00Z");
    expect(warnings).toEqual([
      'The state has two bookmarks for stream "user_insights" (business_account_id "1"); the later one is used',
      'The state has two bookmarks for stream "user_insights" (business_account_id "1"); the later one is used',
    ]);
  });

  test("reads a bookmark in the future as now, warns once, and writes now", () => {
    const { bookmarks, warnings } = parse(stateOf(partition("1", "2099-01-01T00:00:00Z")));
    expect(bookmarks.get(at("1"))).toBe("2026-07-01T00:00:00Z");
    expect(bookmarks.get(at("1"))).toBe("2026-07-01T00:00:00Z");
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/business_account_id "1"\) is in the future \(2099-01-01T00:00:00Z\)/);
    expect(bookmarks.toJSON()).toEqual(stateOf(partition("1", "2026-07-01T00:00:00Z")));
  });

  test.each([
    ["a number", 1_700_000_000],
    ["an object", { date: "2026-01-01" }],
    ["a very long text", "9".repeat(5000)],
    ["no date where dates are compared", "banana"],
    ["a day that does not exist", "2026-02-31T00:00:00Z"],
  ])("ignores %s with one clear warning", (_, value) => {
    const { bookmarks, warnings } = parse(stateOf(partition("1", value)), { isInstant: () => true });
    expect(bookmarks.get(at("1"))).toBeUndefined();
    expect(bookmarks.get(at("1"))).toBeUndefined();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/"user_insights" \(business_account_id "1"\) holds .*; it is ignored/);
    expect(warnings[0]?.length).toBeLessThan(250);
    expect(bookmarks.advance(at("1"), "2026-01-01T00:00:00Z")).toBe(true);
  });

  test("gives a date-time without a zone back as UTC", () => {
    const { bookmarks } = parse(
      stateOf(
        partition("1", "2026-01-02 03:04:05"),
        partition("2", "2026-01-02T03:04:05+0000"),
        partition("3", "2026-01-02"),
      ),
    );
    expect(["1", "2", "3"].map((id) => bookmarks.get(at(id)))).toEqual([
      "2026-01-02T03:04:05Z",
      "2026-01-02T03:04:05Z",
      "2026-01-02",
    ]);
  });

  test("gives a leap second back as the second before it, which every program can read", () => {
    const { bookmarks } = parse(stateOf(partition("1", "2016-12-31T23:59:60Z")));
    expect(bookmarks.get(at("1"))).toBe("2016-12-31T23:59:59Z");
  });

  test("drops what an interrupted run left behind", () => {
    const { bookmarks } = parse({
      currently_syncing: "media",
      bookmarks: {
        media: {
          replication_key: "timestamp",
          replication_key_value: "2026-01-01T00:00:00Z",
          replication_key_signpost: "2026-05-01T00:00:00Z",
          starting_replication_value: "2025-01-01T00:00:00Z",
          progress_markers: { Note: "…", replication_key: "timestamp", replication_key_value: "2026-03-01" },
        },
        user_insights: {
          partitions: [
            partition("1", "2026-01-01T00:00:00Z", { progress_markers: {}, replication_key_signpost: "x" }),
          ],
        },
      },
    });
    expect(bookmarks.toJSON()).toEqual({
      bookmarks: {
        media: { replication_key: "timestamp", replication_key_value: "2026-01-01T00:00:00Z" },
        user_insights: { partitions: [partition("1", "2026-01-01T00:00:00Z")] },
      },
    });
  });

  test("lets a stream's own bookmark stand for its partitions until there are any", () => {
    const own = { replication_key: "date", replication_key_value: "2026-01-01T00:00:00Z" };
    const { bookmarks } = parse({ bookmarks: { user_insights: own } });
    expect(bookmarks.get(at("1"))).toBe("2026-01-01T00:00:00Z");
    bookmarks.advance(at("1"), "2026-02-01T00:00:00Z");
    expect(bookmarks.get(at("2"))).toBe("2026-01-01T00:00:00Z");
    const next = parse(bookmarks.toJSON()).bookmarks;
    expect(next.get(at("1"))).toBe("2026-02-01T00:00:00Z");
    expect(next.get(at("2"))).toBeUndefined();
  });

  test("refuses what has no known form, naming each place", () => {
    const bad = { bookmarks: { a: 1, b: { partitions: {} }, c: { partitions: [{}, { context: {} }, 3] } } };
    expect(() => parse(bad, { place: "state.json" })).toThrow(
      expect.objectContaining({
        name: "InvalidInputError",
        problems: [
          { place: "state.json: bookmarks.a", message: "found 1, wanted an object" },
          { place: "state.json: bookmarks.b.partitions", message: "found {}, wanted a list" },
          {
            place: "state.json: bookmarks.c.partitions[0]",
            message: 'found {}, wanted an object with a "context"',
          },
          {
            place: "state.json: bookmarks.c.partitions[2]",
            message: 'found 3, wanted an object with a "context"',
          },
        ],
      }),
    );
  });

  test.each([[[]], ["x"], [7], [{ media: { date: "x" } }], [{ bookmarks: [] }]])("refuses %j", (json) => {
    expect(() => parse(json, { place: "state.json" })).toThrow(/^Cannot use the state:\n {2}state\.json/);
  });

  test("lets the tap migrate older forms, and its own", () => {
    const migrated = stateOf(partition("1", "2026-01-01T00:00:00Z"));
    const migrate: NonNullable<BookmarksOptions["migrate"]> = (json) =>
      Array.isArray(json) ? JSON.parse(JSON.stringify(migrated)) : undefined;
    expect(parse([1], { migrate }).bookmarks.toJSON()).toEqual(migrated);
    expect(parse(migrated, { migrate }).bookmarks.toJSON()).toEqual(migrated);
    expect(() => parse({ a: 1 }, { migrate })).toThrow(/found an object with \["a"\]/);
  });

  test("is not fooled by streams named like parts of objects", () => {
    const json: unknown = JSON.parse('{"bookmarks":{"__proto__":{"x":1},"constructor":{}}}');
    expect(JSON.stringify(parse(json).bookmarks.toJSON())).toBe(
      '{"bookmarks":{"__proto__":{"x":1},"constructor":{}}}',
    );
  });
});

const partitionsArbitrary = fc.uniqueArray(
  fc.record({
    id: fc.nat(50),
    day: fc.integer({ min: 1, max: 28 }),
  }),
  { selector: ({ id }) => id, maxLength: 20 },
);
const stateArbitrary = fc
  .dictionary(fc.constantFrom("media", "user_insights", "__proto__", "a"), partitionsArbitrary, {
    maxKeys: 3,
  })
  .map((streams) => ({
    bookmarks: Object.fromEntries(
      Object.entries(streams).map(([name, partitions]) => [
        name,
        {
          partitions: partitions.map(({ id, day }) =>
            partition(String(id), `2026-01-${String(day).padStart(2, "0")}T00:00:00Z`),
          ),
        },
      ]),
    ),
  }));

describe("splitState and mergeStates", () => {
  test("give the same state back, whatever the parts", () => {
    fc.assert(
      fc.property(stateArbitrary, fc.integer({ min: 1, max: 4 }), (state, count) => {
        const whole = Bookmarks.parse(state).toJSON();
        const parts = splitState(state, ({ context }) => String(Number(context.business_account_id) % count));
        expect(mergeStates(Object.values(parts))).toEqual(whole);
      }),
    );
  });

  test("keep every partition of every state, the latest of those in several, whatever the order", () => {
    fc.assert(
      fc.property(fc.array(stateArbitrary, { maxLength: 4 }), (states) => {
        const merged = mergeStates(states);
        for (const state of states) {
          const own = Bookmarks.parse(state);
          for (const [stream, { partitions }] of Object.entries(state.bookmarks)) {
            for (const { context } of partitions) {
              const position = { ...at(String(context.business_account_id)), stream };
              const value = Bookmarks.parse(merged).get(position);
              expect(value !== undefined && value >= (own.get(position) ?? "")).toBe(true);
            }
          }
        }
        const reversed = mergeStates([merged, ...states.toReversed()]);
        expect(sorted(reversed)).toEqual(sorted(merged));
      }),
    );
  });

  test("put what belongs to whole streams into every part", () => {
    const own = { replication_key: "date", replication_key_value: "2026-01-01T00:00:00Z" };
    const state = {
      bookmarks: {
        users: {},
        flat: own,
        user_insights: { partitions: [partition("1", "a"), partition("2", "b")] },
      },
    };
    const parts = splitState(state, ({ context }) => `shard ${context.business_account_id}`);
    expect(parts).toEqual({
      "shard 1": {
        bookmarks: { users: {}, flat: own, user_insights: { partitions: [partition("1", "a")] } },
      },
      "shard 2": {
        bookmarks: { users: {}, flat: own, user_insights: { partitions: [partition("2", "b")] } },
      },
    });
    expect(splitState({ bookmarks: { users: {} } }, () => "x")).toEqual({ "": { bookmarks: { users: {} } } });
  });

  test("name the state that is none", () => {
    expect(() => mergeStates([{}, { bookmarks: 1 }])).toThrow(/states\[1\]: bookmarks: found 1/);
  });
});

function sorted({ bookmarks }: { [key: string]: unknown }): unknown {
  return typeof bookmarks !== "object" || bookmarks === null
    ? bookmarks
    : Object.entries(bookmarks).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

describe("what is remembered beside a bookmark", () => {
  const position = { stream: "media", context: { business_account_id: "1" } };

  test("stands in the partition, and a later run reads it", () => {
    const { bookmarks } = parse({});
    bookmarks.remember(position, { read_back_to: "2026-01-02T00:00:00Z" });
    const again = parse(JSON.parse(JSON.stringify(bookmarks))).bookmarks;
    expect(again.memory(position)).toEqual({ read_back_to: "2026-01-02T00:00:00Z" });
    expect(again.partitions()).toEqual([position]);
  });

  test("leaves the bookmark as it is, and is replaced as a whole", () => {
    const { bookmarks } = parse(stateOf(partition("1", "2026-01-02T00:00:00Z", { a: 1, b: 2 })));
    bookmarks.remember({ ...position, stream: "user_insights" }, { c: 3 });
    expect(bookmarks.toJSON()).toEqual(stateOf(partition("1", "2026-01-02T00:00:00Z", { c: 3 })));
  });

  test("takes the partition along when it is forgotten and there is no bookmark", () => {
    const { bookmarks } = parse({});
    bookmarks.touch("media");
    bookmarks.remember(position, { a: 1 });
    bookmarks.remember(position, {});
    expect(bookmarks.toJSON()).toEqual({ bookmarks: { media: {} } });
  });
});
