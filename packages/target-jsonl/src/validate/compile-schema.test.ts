import { beforeAll, describe, expect, test } from "vitest";
import { createSchemaCompiler, type SchemaCompiler } from "./compile-schema.ts";

let compile: SchemaCompiler;
beforeAll(async () => {
  compile = await createSchemaCompiler();
});

const owner = { type: "object", properties: { id: { type: ["string", "null"] } }, required: ["id"] };

describe("a compiled schema", () => {
  test.each<[string, unknown, unknown, string]>([
    ["type", { type: ["string", "null"] }, 1, "the record: found an integer, must be string,null"],
    ["properties, nested", { properties: { owner } }, { owner: { id: 5 } }, ".owner.id: found an integer"],
    [
      "required",
      { properties: { owner } },
      { owner: {} },
      ".owner: found an object, must have required property 'id'",
    ],
    [
      "items",
      { properties: { list: { items: { type: "number" } } } },
      { list: [1, "2"] },
      ".list.1: found a string",
    ],
    ["additionalProperties", { properties: { a: {} }, additionalProperties: false }, { a: 1, b: 2 }, '("b")'],
    ["draft 4's exclusive limits", { minimum: 2, exclusiveMinimum: true }, 2, "must be > 2"],
    ["draft 4's limits that are not exclusive", { maximum: 2, exclusiveMaximum: false }, 3, "must be <= 2"],
    ["a pattern", { pattern: String.raw`^\p{Lu}$` }, "é", "must match pattern"],
    ["a pattern of Python's", { pattern: String.raw`^\d{4}\-\d\d$` }, "2026", "must match pattern"],
    ["multiples", { multipleOf: 0.01 }, 19.995, "found a number, must be a multiple of 0.01"],
    ["date-time", { format: "date-time" }, "2026-01-31 noon", 'must match format "date-time"'],
    ["date", { format: "date" }, "2026-02-30", 'must match format "date"'],
  ])("finds what does not fit %s", (_name, schema, value, problem) => {
    expect(compile(schema)(value)).toContain(problem);
  });

  test.each<[string, unknown, unknown]>([
    ["null where null may be", { type: ["object", "null"], properties: { a: { type: "string" } } }, null],
    ["undeclared properties", { properties: {} }, { b: 1 }],
    ["date-times with any zone", { format: "date-time" }, "2026-01-31T23:59:59.5+05:30"],
    ["formats that taps use loosely", { format: "uri" }, "not a uri"],
    [
      "the draft a tap names",
      { $schema: "http://json-schema.org/draft-04/schema#", id: "x", type: "object" },
      {},
    ],
    ["the same $id in two streams", { $id: "same", type: "object" }, {}],
    ["the same $id once more", { $id: "same", type: "object" }, {}],
    [
      "a column called like a keyword",
      { properties: { id: { type: "string" }, minimum: { type: "string" } } },
      { id: "1" },
    ],
    ["anything by an empty schema", {}, [{}]],
    ["decimals, which doubles hold nearly", { items: { multipleOf: 0.01 } }, [19.99, 0.07, 1e13, -3, 0]],
    ["what a pattern fits", { pattern: String.raw`^\p{Lu}$` }, "É"],
    ["what a pattern of Python's fits", { pattern: String.raw`^[\w-\.]+\-\d\d$` }, "a.b-01"],
    ["decimals of many places", { multipleOf: 1e-9 }, 123456.789012345],
    ["definitions by any name", { $defs: { id: { type: "string" } }, items: { $ref: "#/$defs/id" } }, ["1"]],
  ])("accepts %s", (_name, schema, value) => {
    expect(compile(schema)(value)).toBeUndefined();
  });
});
