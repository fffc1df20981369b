import { parseInstant } from "../../json/instant.ts";
import { isJsonObject, preview } from "../../json/json.ts";
import type { JsonSchema } from "../../json/json-schema.ts";

const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const fullDate = /^\d{4}-\d{2}-\d{2}$/;

/**
 * What in a value its schema does not allow, each with its place; formats `date-time` and `date` are checked too.
 * Knows the part of JSON Schema that Singer taps use; keywords it does not know allow everything.
 *
 * @example
 * ```ts
 * import { validateValue } from "@tap-instagram/singer/testing";
 *
 * const schema = { type: "object", properties: { published_at: { type: ["string"], format: "date-time" } } };
 * validateValue(schema, { published_at: "yesterday" });
 * // ['published_at is "yesterday", wanted an RFC 3339 date-time with zone']
 * ```
 */
export function validateValue(schema: JsonSchema, value: unknown, place = ""): string[] {
  const here = place === "" ? "the record" : place;
  if (!hasType(schema.type, value)) return [`${here} is ${preview(value)}, wanted ${preview(schema.type)}`];
  const problems: string[] = [];
  if (
    schema.enum !== undefined &&
    !schema.enum.some((one) => JSON.stringify(one) === JSON.stringify(value))
  ) {
    problems.push(`${here} is ${preview(value)}, wanted one of ${preview(schema.enum)}`);
  }
  const branches = schema.anyOf ?? schema.oneOf;
  if (
    branches !== undefined &&
    !branches.some((branch) => validateValue(branch, value, place).length === 0)
  ) {
    problems.push(`${here} is ${preview(value)}, which fits no branch of anyOf`);
  }
  for (const part of schema.allOf ?? []) problems.push(...validateValue(part, value, place));
  if (typeof value === "string") problems.push(...textProblems(schema, value, here));
  if (typeof value === "number") problems.push(...numberProblems(schema, value, here));
  if (Array.isArray(value) && schema.items !== undefined) {
    const { items } = schema;
    problems.push(
      ...value.flatMap((item: unknown, index) => validateValue(items, item, `${place}[${index}]`)),
    );
  }
  if (isJsonObject(value)) problems.push(...objectProblems(schema, value, place));
  return problems;
}

function hasType(type: JsonSchema["type"], value: unknown): boolean {
  if (type === undefined) return true;
  const types = typeof type === "string" ? [type] : type;
  return types.some((one) => {
    switch (one) {
      case "null":
        return value === null;
      case "array":
        return Array.isArray(value);
      case "object":
        return isJsonObject(value);
      case "integer":
        return typeof value === "number" && Number.isInteger(value);
      default:
        return typeof value === one;
    }
  });
}

function textProblems(schema: JsonSchema, value: string, here: string): string[] {
  const problems: string[] = [];
  const isInstant = parseInstant(value) !== undefined;
  if (schema.format === "date-time" && !(rfc3339.test(value) && isInstant)) {
    problems.push(`${here} is ${preview(value)}, wanted an RFC 3339 date-time with zone`);
  }
  if (schema.format === "date" && !(fullDate.test(value) && isInstant)) {
    problems.push(`${here} is ${preview(value)}, wanted a date`);
  }
  if (schema.maxLength !== undefined && value.length > schema.maxLength) {
    problems.push(`${here} has ${value.length} characters, wanted at most ${schema.maxLength}`);
  }
  if (schema.minLength !== undefined && value.length < schema.minLength) {
    problems.push(`${here} has ${value.length} characters, wanted at least ${schema.minLength}`);
  }
  // oxlint-disable-next-line no-control-regex
  if (/\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value)) {
    problems.push(`${here} holds a NUL or half a character, which databases refuse`);
  }
  return problems;
}

function numberProblems({ minimum, maximum }: JsonSchema, value: number, here: string): string[] {
  if (minimum !== undefined && value < minimum) return [`${here} is ${value}, wanted at least ${minimum}`];
  return maximum !== undefined && value > maximum ? [`${here} is ${value}, wanted at most ${maximum}`] : [];
}

function objectProblems(schema: JsonSchema, value: { [key: string]: unknown }, place: string): string[] {
  const at = (name: string): string => (place === "" ? name : `${place}.${name}`);
  const problems = (schema.required ?? []).flatMap((name) =>
    Object.hasOwn(value, name) ? [] : [`${at(name)} is missing, but required`],
  );
  const { properties } = schema;
  if (properties === undefined) return problems;
  for (const [name, item] of Object.entries(value)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property !== undefined) problems.push(...validateValue(property, item, at(name)));
    else if (schema.additionalProperties === undefined || schema.additionalProperties === false) {
      problems.push(`${at(name)} is not in the schema`);
    }
  }
  return problems;
}
