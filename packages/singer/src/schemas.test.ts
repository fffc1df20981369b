import { describe, expect, test } from "vitest";
import { selectStreams } from "./catalog/selection.ts";
import type { JsonObject, ObjectSchema } from "./index.ts";
import { TapOutput } from "./tap/written/tap-output.ts";
import { Bookmarks } from "./state.ts";
import { checkSafeSchema, createLogger, flattenStream } from "./testing.ts";
import { sampleStreams } from "./testing-fixtures/sample-tap.ts";

const nested: ObjectSchema = {
  type: "object",
  required: ["id", "owner"],
  properties: {
    id: { type: ["string"] },
    owner: {
      type: ["object", "null"],
      properties: {
        id: { type: "string" },
        home: { type: ["object", "null"], properties: { city: { type: ["string", "null"] } } },
      },
    },
    tags: { type: ["array", "null"], items: { type: "string" }, description: "Tags." },
    anything: {},
    loose: { type: ["object", "null"] },
    either: { anyOf: [{ type: "integer" }, { type: "string" }] },
  },
};
const record: JsonObject = {
  id: "1",
  owner: { id: "2", home: { city: "Rome" } },
  tags: ["a"],
  anything: 5,
  loose: { k: 1 },
  either: 3,
};

describe("flattenStream", () => {
  test("changes nothing at depth 0", () => {
    const { schema, flatten } = flattenStream(nested, { maxDepth: 0, separator: "__" });
    expect(schema).toBe(nested);
    expect(flatten(record)).toBe(record);
  });

  test("turns objects into columns down to its depth, and the rest into JSON text", () => {
    const { schema, flatten } = flattenStream(nested, { maxDepth: 1, separator: "__" });
    expect(schema).toEqual({
      type: "object",
      required: ["id"],
      properties: {
        id: { type: ["string"] },
        owner__id: { type: ["string", "null"] },
        owner__home: { type: ["string", "null"] },
        tags: { type: ["string", "null"], description: "Tags." },
        anything: { type: ["string", "null"] },
        loose: { type: ["string", "null"] },
        either: { type: ["integer"] },
      },
    });
    expect(flatten(record)).toEqual({
      id: "1",
      owner__id: "2",
      owner__home: '{"city":"Rome"}',
      tags: '["a"]',
      anything: "5",
      loose: '{"k":1}',
      either: 3,
    });
    expect(flatten({ id: "1", owner: null })).toEqual({ id: "1", owner__id: null, owner__home: null });
  });

  test("goes as deep as it is told, with the separator it is given", () => {
    const { schema } = flattenStream(nested, { maxDepth: 2, separator: "." });
    expect(Object.keys(schema.properties)).toContain("owner.home.city");
  });

  test("refuses two properties with one column", () => {
    const twins: ObjectSchema = {
      type: "object",
      properties: { a__b: { type: "string" }, a: { type: "object", properties: { b: { type: "string" } } } },
    };
    expect(() => flattenStream(twins, { maxDepth: 1, separator: "__" })).toThrow(
      'Cannot flatten the schema: "a.b" and another property would both become the column "a__b"',
    );
  });
});

describe("checkSafeSchema", () => {
  test("finds nothing in a safe schema", () => {
    for (const { schema, keyProperties } of sampleStreams)
      expect(checkSafeSchema(schema, keyProperties)).toEqual([]);
  });

  test.each([
    ["no type", { x: {} }, 'properties.x: type "nothing", wanted exactly one type besides null'],
    [
      "several types",
      { x: { type: ["string", "integer"] } },
      'properties.x: type ["string","integer"], wanted exactly one',
    ],
    [
      "a union",
      { x: { type: "string", anyOf: [] } },
      "properties.x: has anyOf, which many targets cannot read",
    ],
    ["an enum", { x: { type: "string", enum: ["a"] } }, "properties.x: has enum"],
    ["a reference", { x: { type: "string", $ref: "#" } }, "properties.x: has $ref"],
    ["a format", { x: { type: "string", format: "uri" } }, 'properties.x: has the format "uri"'],
    ["an object without properties", { x: { type: "object" } }, "properties.x: an object without properties"],
    ["a list without items", { x: { type: "array" } }, "properties.x: a list without items"],
    ["items without a type", { x: { type: "array", items: {} } }, "properties.x.items: type"],
    [
      "a nested name",
      { x: { type: "object", properties: { "Odd-Name": { type: "string" } } } },
      "properties.x.properties.Odd-Name: wanted a snake_case",
    ],
    [
      "names that differ by case",
      { x: { type: "string" }, X: { type: "string" } },
      'properties.X: differs from "x" by case only',
    ],
    [
      "a closed object",
      { x: { type: "object", additionalProperties: false, properties: { y: { type: "string" } } } },
      "properties.x: has additionalProperties false",
    ],
  ])("finds %s", (_, properties, problem) => {
    const found = checkSafeSchema({ type: "object", properties }).map(
      ({ place, message }) => `${place}: ${message}`,
    );
    expect(found.join("\n")).toContain(problem);
  });

  test("finds keys that are missing, empty, nullable or numbers", () => {
    const schema: ObjectSchema = {
      type: "object",
      properties: { a: { type: ["string", "null"] }, b: { type: "integer" } },
    };
    expect(checkSafeSchema(schema, ["a", "b", "c"]).map(({ place }) => place)).toEqual([
      "properties.a",
      "properties.b",
      "properties.c",
    ]);
    expect(checkSafeSchema(schema, []).map(({ place }) => place)).toEqual(["key_properties"]);
  });
});

function setUp(now: () => number = () => 0): {
  output: TapOutput;
  lines: string[];
  logs: string[];
  bookmarks: Bookmarks;
} {
  const lines: string[] = [];
  const logs: string[] = [];
  const bookmarks = Bookmarks.parse({});
  const logger = createLogger({ write: (line) => logs.push(line), level: "info", format: "text" });
  const write = async (line: string): Promise<void> => {
    lines.push(line);
  };
  return { output: new TapOutput({ write, bookmarks, logger, now, elapsedMs: now }), lines, logs, bookmarks };
}
describe("TapOutput", () => {
  const [media] = selectStreams(sampleStreams);
  if (media === undefined) throw new Error("no stream");

  test("writes a schema once, before the first record, and takes the time it is given", async () => {
    const { output, lines } = setUp();
    await output.record(media, { id: "1" }, { timeExtracted: "2026-01-01T00:00:00Z" });
    await output.schema(media);
    await output.record(media, { id: "2" });
    expect(lines.map((line) => line.slice(9, 15))).toEqual(["SCHEMA", "RECORD", "RECORD"]);
    expect(lines[1]).toContain('"time_extracted":"2026-01-01T00:00:00Z"');
    expect(output.recordCounts).toEqual(new Map([["media", 2]]));
  });

  test("writes a state only when it changed, and once more when records came after it", async () => {
    const { output, lines, bookmarks } = setUp();
    await output.state();
    await output.state();
    bookmarks.touch("media");
    await output.state();
    expect(lines).toHaveLength(2);
    await output.record(media, { id: "1" });
    await output.finish();
    await output.finish();
    expect(lines.map((line) => line.slice(9, 14))).toEqual(["STATE", "STATE", "SCHEM", "RECOR", "STATE"]);
  });

  test("counts records every minute and at the end, each record once", async () => {
    let now = 0;
    const { output, logs } = setUp(() => now);
    for (const id of ["1", "2", "3"]) {
      await output.record(media, { id });
      now += 40_000;
    }
    await output.finish();
    const values = logs.map((line) => JSON.parse(line.slice("INFO METRIC: ".length)).value);
    expect(values).toEqual([3]);
    now = 200_000;
    await output.record(media, { id: "4" });
    expect(logs).toHaveLength(2);
  });
});
