import { Validator, type OutputUnit, type Schema } from "@cfworker/json-schema";
import { isCleanText } from "../../json/clean-text.ts";
import { getOwn, isJsonObject, preview } from "../../json/json.ts";
import type { JsonSchema } from "../../json/json-schema.ts";

/** Lists what a schema does not allow in a value. */
export type ValueValidator = (value: unknown) => string[];

/**
 * Lists what a schema does not allow in a value, with places. Formats are checked, too. Also lists properties that the
 * schema does not name, and text that databases refuse.
 *
 * @example
 * ```ts
 * import { validateValue } from "@tap-instagram/singer/testing";
 *
 * const schema = { type: "object", properties: { published_at: { type: ["string"], format: "date-time" } } };
 * validateValue(schema, { published_at: "yesterday" });
 * // ['published_at is "yesterday": String does not match format "date-time".']
 * ```
 */
export function validateValue(schema: JsonSchema, value: unknown): string[] {
  return valueValidator(schema)(value);
}

/** {@link validateValue} for many values of one schema. */
export function valueValidator(schema: JsonSchema): ValueValidator {
  // The library only reads a schema, but its types are not readonly.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const validator = new Validator(schema as Schema, "7", false);
  return (value) => [
    ...innermost(validator.validate(value).errors).map(({ instanceLocation, error }) => {
      const path = pathOf(instanceLocation);
      return `${placeOf(path)} is ${preview(valueAt(value, path))}: ${error}`;
    }),
    ...targetProblems(schema, value, []),
  ];
}

/** The library also reports each level above an error: leaves these out. */
function innermost(errors: readonly OutputUnit[]): OutputUnit[] {
  return errors.filter(
    ({ keyword, keywordLocation }) =>
      keyword !== "false" && !errors.some((other) => other.keywordLocation.startsWith(`${keywordLocation}/`)),
  );
}

/** `#/owner/tags/0` → `["owner", "tags", "0"]`. */
function pathOf(pointer: string): string[] {
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => decodeURI(step).replaceAll("~1", "/").replaceAll("~0", "~"));
}

function placeOf(path: readonly string[]): string {
  return path.length === 0 ? "the record" : path.join(".");
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((here, step) => {
    if (Array.isArray(here)) return here[Number(step)];
    return isJsonObject(here) ? getOwn(here, step) : undefined;
  }, value);
}

/** What JSON Schema allows and targets do not: properties that the schema does not name, and text they cannot store. */
function targetProblems(schema: JsonSchema, value: unknown, path: readonly string[]): string[] {
  if (typeof value === "string") return textProblems(schema, value, path);
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) =>
      targetProblems(schema.items ?? {}, item, [...path, String(index)]),
    );
  }
  if (!isJsonObject(value)) return [];
  const { properties, additionalProperties } = schema;
  return Object.entries(value).flatMap(([name, item]) => {
    const here = [...path, name];
    const property = properties === undefined ? undefined : getOwn(properties, name);
    const isUndeclared =
      properties !== undefined && property === undefined && additionalProperties === undefined;
    if (isUndeclared) return [`${placeOf(here)} is not in the schema`];
    return targetProblems(property ?? {}, item, here);
  });
}

function textProblems({ format }: JsonSchema, text: string, path: readonly string[]): string[] {
  if (!isCleanText(text)) return [`${placeOf(path)} has a NUL or half a character, which databases refuse`];
  // The library takes a space instead of T.
  const lacksT = format === "date-time" && text.includes(" ");
  return lacksT ? [`${placeOf(path)} is ${preview(text)}: wanted T between date and time`] : [];
}
