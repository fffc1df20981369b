import { describe, expect, it } from "vitest";
import { compileSchema } from "./compile-schema.ts";

const owner = { type: "object", properties: { id: { type: ["string", "null"] } }, required: ["id"] };

describe("compileSchema", () => {
  it.each<[string, unknown, unknown, string]>([
    ["type", { type: ["string", "null"] }, 1, "the record: found an integer, wanted string or null"],
    ["type integer", { type: "integer" }, 1.5, "found a number, wanted integer"],
    ["properties, nested", { properties: { owner } }, { owner: { id: 5 } }, ".owner.id: found an integer"],
    ["required", { properties: { owner } }, { owner: {} }, '.owner: lacks the property "id"'],
    [
      "items",
      { properties: { list: { items: { type: "number" } } } },
      { list: [1, "2"] },
      ".list[1]: found a string",
    ],
    [
      "additionalProperties false",
      { properties: { a: {} }, additionalProperties: false },
      { a: 1, b: 2 },
      ".b: found a value, wanted none",
    ],
    ["additionalProperties", { additionalProperties: { type: "string" } }, { b: 2 }, ".b: found an integer"],
    ["enum", { enum: ["a", null] }, "b", 'wanted "a" or null'],
    ["const", { const: { a: 1 } }, { a: 2 }, 'wanted {"a":1}'],
    [
      "anyOf",
      { anyOf: [{ type: "null" }, { type: "integer" }] },
      "x",
      "fits 0 of 2 alternatives, wanted any",
    ],
    ["oneOf", { oneOf: [{ minimum: 1 }, { minimum: 2 }] }, 3, "fits 2 of 2 alternatives, wanted exactly one"],
    ["allOf", { allOf: [{ minimum: 1 }, { maximum: 2 }] }, 3, "fits 1 of 2 alternatives, wanted all"],
    ["minimum", { minimum: 2 }, 1, "wanted at least 2"],
    ["exclusiveMinimum as in draft 4", { minimum: 2, exclusiveMinimum: true }, 2, "wanted at least 2"],
    ["exclusiveMinimum as in draft 6", { exclusiveMinimum: 2 }, 2, "wanted more than 2"],
    ["maximum", { maximum: 2 }, 2.1, "wanted at most 2"],
    ["exclusiveMaximum", { exclusiveMaximum: 2 }, 2, "wanted less than 2"],
    ["multipleOf", { multipleOf: 0.01 }, 0.015, "wanted a multiple of 0.01"],
    ["minLength", { minLength: 2 }, "😀", "wanted at least 2 characters"],
    ["maxLength", { maxLength: 1 }, "ab", "wanted at most 1 characters"],
    ["pattern", { pattern: "^a" }, "ba", 'wanted text like "^a"'],
    ["minItems", { minItems: 1 }, [], "wanted at least 1 items"],
    ["maxItems", { maxItems: 1 }, [1, 2], "wanted at most 1 items"],
    ["date-time", { format: "date-time" }, "2026-01-31 noon", "wanted a date-time"],
    ["date", { format: "date" }, "2026-02-30", "wanted a date"],
  ])("finds what does not fit %s", (_name, schema, value, problem) => {
    expect(compileSchema(schema).check(value)).toContain(problem);
  });

  it.each<[string, unknown, unknown]>([
    ["null where null may be", { type: ["object", "null"], properties: { a: { type: "string" } } }, null],
    ["whole numbers as numbers", { type: "number" }, 3],
    ["1.0 as an integer", { type: "integer" }, 1.0],
    ["missing properties that are not required", { properties: { a: { type: "string" } } }, {}],
    ["undeclared properties", { properties: {} }, { b: 1 }],
    ["limits of other types", { minimum: 5, minLength: 5, minItems: 5, required: ["x"] }, true],
    ["the limit itself", { minimum: 2, maximum: 2, minLength: 1 }, 2],
    ["decimal steps", { multipleOf: 0.01 }, 1.15],
    ["an astral character as one", { minLength: 1, maxLength: 1 }, "😀"],
    ["date-times with any zone", { format: "date-time" }, "2026-01-31T23:59:60.5+05:30"],
    ["formats it does not know", { format: "uri" }, "not a uri"],
    ["patterns JavaScript cannot read", { pattern: "(?P<x>a)" }, "b"],
    ["anything by an empty schema", {}, [{}]],
    ["properties named like what objects inherit", { properties: { constructor: { type: "string" } } }, {}],
  ])("accepts %s", (_name, schema, value) => {
    expect(compileSchema(schema).check(value)).toBeUndefined();
  });

  it("names the keywords it does not check", () => {
    const schema = { title: "x", properties: { a: { $ref: "#/definitions/a", description: "y" } }, not: {} };
    expect(compileSchema(schema).unchecked.toSorted()).toEqual(["$ref", "not"]);
  });
});
