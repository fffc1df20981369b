import { describe, expect, test } from "vitest";
import { lines, record, sandbox, state } from "../test/run-cli.ts";
import { run } from "../test/run-in-process.ts";

interface Case {
  readonly name: string;
  readonly messages: readonly object[];
  readonly settings?: object | undefined;
  /** The rows expected, by file. */
  readonly files: { readonly [name: string]: readonly object[] };
  readonly stdout?: string | undefined;
  /** What a refused input is told. */
  readonly refused?: string | undefined;
}

function declare(
  stream: string,
  properties: object,
  keys: readonly string[] = ["id"],
  more: object = {},
): object {
  return { type: "SCHEMA", stream, schema: { type: "object", properties, ...more }, key_properties: keys };
}

const id = { id: { type: "integer" } };
const text = { type: ["string", "null"] };

/** The situations that tests of Singer targets are known to cover, each with data of its own. */
const cases: readonly Case[] = [
  {
    name: "arrays, empty ones and of objects",
    messages: [
      declare("baskets", { ...id, fruits: { type: "array", items: { type: "string" } } }),
      record("baskets", { id: 1, fruits: ["apple", "pear"] }),
      record("baskets", { id: 2, fruits: [] }),
      record("baskets", { id: 3, fruits: [{ name: "fig", seeds: [1, [2]] }] }),
      state({ baskets: 3 }),
    ],
    files: {
      "baskets.jsonl": [
        { id: 1, fruits: ["apple", "pear"] },
        { id: 2, fruits: [] },
        { id: 3, fruits: [{ name: "fig", seeds: [1, [2]] }] },
      ],
    },
    stdout: '{"baskets":3}\n',
  },
  {
    name: "names in camel case, of streams and properties",
    messages: [
      declare("TradeFair", { Id: { type: "integer" }, visitorCount: { type: "integer" } }, ["Id"]),
      record("TradeFair", { Id: 1, visitorCount: 900 }),
    ],
    files: { "TradeFair.jsonl": [{ Id: 1, visitorCount: 900 }] },
  },
  {
    name: "complex schemas without any record",
    messages: [
      declare(
        "CampaignBudget",
        {
          Id: { anyOf: [{ type: "integer" }, { type: "null" }] },
          limits: {
            type: ["object", "null"],
            properties: { daily: { anyOf: [{ type: "number" }, { type: "string" }] } },
          },
        },
        ["Id"],
      ),
      declare("CampaignBudget", { Id: { type: "integer" }, status: { oneOf: [{ type: "string" }, {}] } }, [
        "Id",
      ]),
    ],
    files: {},
  },
  {
    name: "one key several times, appended",
    messages: [
      declare("cities", { ...id, name: text }),
      record("cities", { id: 1, name: "Bonn" }),
      record("cities", { id: 1, name: "Köln" }),
    ],
    files: {
      "cities.jsonl": [
        { id: 1, name: "Bonn" },
        { id: 1, name: "Köln" },
      ],
    },
  },
  {
    name: "one key several times, upserted",
    settings: { load_method: "upsert" },
    messages: [
      declare("cities", { ...id, name: text }),
      record("cities", { id: 1, name: "Bonn" }),
      record("cities", { id: 2, name: "Ulm" }),
      record("cities", { id: 1, name: "Köln" }),
    ],
    files: {
      "cities.jsonl": [
        { id: 2, name: "Ulm" },
        { id: 1, name: "Köln" },
      ],
    },
  },
  {
    name: "text of every kind, nested too",
    messages: [
      declare("notes", { ...id, text, info: { type: "object", properties: { inner: text } } }),
      ...[
        "plain",
        "ünïcödé 漢字 😀",
        'quote " backslash \\ slash /',
        "line\nbreak\ttab\r",
        "nul \u0000 bell \u0007",
        "\u2028\u2029\ufeff",
        "",
      ].map((value, index) => record("notes", { id: index, text: value, info: { inner: value } })),
    ],
    files: {
      "notes.jsonl": [
        "plain",
        "ünïcödé 漢字 😀",
        'quote " backslash \\ slash /',
        "line\nbreak\ttab\r",
        "nul \u0000 bell \u0007",
        "\u2028\u2029\ufeff",
        "",
      ].map((value, index) => ({ id: index, text: value, info: { inner: value } })),
    },
  },
  {
    name: "a schema without properties",
    messages: [{ type: "SCHEMA", stream: "cities", schema: { type: "object" }, key_properties: ["id"] }],
    files: {},
    refused: 'line 1 of the input (stream "cities"): the SCHEMA has no "properties"',
  },
  {
    name: "several states, of which the newest is printed",
    messages: [
      declare("a", id),
      declare("b", id),
      record("a", { id: 1 }),
      state({ a: 1, b: 0 }),
      record("b", { id: 2 }),
      state({ a: 3, b: 2 }),
      record("a", { id: 5 }),
      state({ a: 5, b: 6 }),
    ],
    files: { "a.jsonl": [{ id: 1 }, { id: 5 }], "b.jsonl": [{ id: 2 }] },
    stdout: '{"a":5,"b":6}\n',
  },
  {
    name: "no key, upserted: rows add up",
    settings: { load_method: "upsert" },
    messages: [
      declare("logs", { text }, []),
      record("logs", { text: "one" }),
      record("logs", { text: "one" }),
    ],
    files: { "logs.jsonl": [{ text: "one" }, { text: "one" }] },
  },
  {
    name: "optional and missing properties",
    messages: [
      declare("people", { ...id, nick: text }, ["id"], { required: ["id"] }),
      record("people", { id: 1, nick: "Al" }),
      record("people", { id: 2, nick: null }),
      record("people", { id: 3 }),
    ],
    files: { "people.jsonl": [{ id: 1, nick: "Al" }, { id: 2, nick: null }, { id: 3 }] },
  },
  {
    name: "a property that is required but no key",
    messages: [
      declare("people", { ...id, nick: text }, ["id"], { required: ["id", "nick"] }),
      record("people", { id: 1 }),
    ],
    files: { "people.jsonl": [{ id: 1 }] },
  },
  {
    name: "a property no schema declares",
    messages: [declare("people", id), record("people", { id: 1, surprise: true })],
    files: { "people.jsonl": [{ id: 1, surprise: true }] },
  },
  {
    name: "keys that change, declared inside the schema as well",
    messages: [
      declare("stock", { ...id, part: text, count: { type: "integer" } }, ["id"], { key_properties: ["id"] }),
      record("stock", { id: 1, part: "bolt", count: 1 }),
      record("stock", { id: 1, part: "nut", count: 2 }),
      declare("stock", { ...id, part: text, count: { type: "integer" } }, ["id", "part"], {
        key_properties: ["id", "part"],
      }),
      record("stock", { id: 1, part: "bolt", count: 3 }),
    ],
    files: {
      "stock.jsonl": [
        { id: 1, part: "bolt", count: 1 },
        { id: 1, part: "nut", count: 2 },
        { id: 1, part: "bolt", count: 3 },
      ],
    },
  },
  {
    name: "properties with names that every JavaScript object has",
    settings: { load_method: "upsert", validate_records: "fail" },
    messages: [
      declare("people", { ...id, constructor: text, toString: text, hasOwnProperty: text }),
      record("people", { id: 1 }),
      record("people", { id: 2, constructor: "a", toString: null, hasOwnProperty: "b" }),
      declare("constructor", { valueOf: { type: "integer" } }, ["valueOf"]),
      record("constructor", { valueOf: 1 }),
      record("constructor", { valueOf: 1 }),
    ],
    files: {
      "people.jsonl": [{ id: 1 }, { id: 2, constructor: "a", toString: null, hasOwnProperty: "b" }],
      "constructor.jsonl": [{ valueOf: 1 }],
    },
  },
  {
    name: "a stream without a name",
    messages: [declare("", id), record("", { id: 1 })],
    files: {},
    refused: 'line 1 of the input (stream ""): the SCHEMA has the empty name "" as "stream"',
  },
  {
    name: "a record before its schema",
    messages: [record("cities", { id: 1 }), declare("cities", id)],
    files: {},
    refused: 'line 1 of the input (stream "cities"): no SCHEMA of the stream "cities" came before',
  },
  {
    name: "a record that lacks its key",
    messages: [
      declare("cities", { ...id, name: text }),
      record("cities", { id: 1 }),
      record("cities", { name: "Bonn" }),
    ],
    files: { "cities.jsonl": [{ id: 1 }] },
    refused: 'line 3 of the input (stream "cities"): the RECORD lacks the key property "id"',
  },
  {
    name: "an object property without properties",
    messages: [
      declare("events", { ...id, payload: { type: "object" } }),
      record("events", { id: 1, payload: { any: ["thing"] } }),
    ],
    files: { "events.jsonl": [{ id: 1, payload: { any: ["thing"] } }] },
  },
  {
    name: "a schema that gains properties between records",
    messages: [
      declare("cities", id),
      record("cities", { id: 1 }),
      declare("cities", { ...id, name: text, mayor: { type: "object", properties: { name: text } } }),
      record("cities", { id: 2, name: "Ulm", mayor: { name: null } }),
    ],
    files: { "cities.jsonl": [{ id: 1 }, { id: 2, name: "Ulm", mayor: { name: null } }] },
  },
  {
    name: "special characters in the names of stream and properties, with version and time",
    messages: [
      declare("odd:Name!with?marks", { "_id:oid": { type: "string" } }, ["_id:oid"]),
      record(
        "odd:Name!with?marks",
        { "_id:oid": "a" },
        { version: 1, time_extracted: "2026-01-02T03:04:05+01:00" },
      ),
      { type: "ACTIVATE_VERSION", stream: "odd:Name!with?marks", version: 1 },
    ],
    files: { "odd%3AName!with%3Fmarks.jsonl": [{ "_id:oid": "a" }] },
  },
  {
    name: "several streams whose records alternate, upserted",
    settings: { load_method: "upsert" },
    messages: [
      declare("people", { ...id, home: { type: "integer" } }),
      declare("places", { ...id, name: text }),
      record("people", { id: 1, home: 7 }),
      record("places", { id: 7, name: "Rome" }),
      record("people", { id: 2, home: 7 }),
      record("places", { id: 7, name: "Roma" }),
      record("people", { id: 1, home: 8 }),
      state({ done: true }),
    ],
    files: {
      "people.jsonl": [
        { id: 2, home: 7 },
        { id: 1, home: 8 },
      ],
      "places.jsonl": [{ id: 7, name: "Roma" }],
    },
    stdout: '{"done":true}\n',
  },
];

describe("target-jsonl takes", () => {
  test.each(cases)("$name", async ({ messages, settings, files, stdout = "", refused }) => {
    using box = sandbox();
    const ended = await run(box.config({ ...settings }), lines(...messages));
    const expected = Object.entries(files).map(([name, rows]) => [name, lines(...rows)]);
    expect(box.files()).toEqual(Object.fromEntries(expected));
    expect(ended).toMatchObject({ code: refused === undefined ? 0 : 1, stdout });
    expect(ended.stderr).toContain(refused ?? "");
    // Meltano's test of a loader fails when such a word occurs in what a healthy run says.
    expect(/error|exception/i.test(ended.stderr)).toBe(false);
  });
});
