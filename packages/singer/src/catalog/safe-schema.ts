import type { Problem } from "../errors.ts";
import { preview } from "../json/json.ts";
import type { JsonSchema, ObjectSchema } from "../json/json-schema.ts";

const unsafeKeywords = ["$ref", "allOf", "oneOf", "anyOf", "patternProperties", "const", "enum"] as const;
const safeFormats = new Set(["date-time", "date"]);
const safeName = /^[a-z_][a-z0-9_]{0,62}$/;
/** Names in an object may begin with a digit: they become a part of a JSON value or of a longer column name. */
const safeNestedName = /^[a-z0-9_]{1,63}$/;

/**
 * Finds what some popular target cannot store, or stores wrongly. In a safe schema each property has exactly one type
 * besides null and a snake_case ASCII name of at most 63 characters. There are no composition keywords, and no formats
 * but `date-time` and `date`. Objects name their properties, and lists their items. Keys are strings and never null.
 *
 * @param keyProperties the stream's key, to check it too.
 * @returns the problems, with places such as `properties.owner.properties.id`. Empty for a safe schema.
 *
 * @example
 * ```ts
 * import { checkSafeSchema } from "@tap-instagram/singer/testing";
 *
 * const problems = checkSafeSchema(
 *   { type: "object", properties: { id: { type: ["string"] }, likeCount: { type: ["integer", "string"] } } },
 *   ["id"],
 * );
 * for (const { place, message } of problems) console.warn(`${place}: ${message}`);
 * // properties.likeCount: type ["integer","string"], wanted exactly one type besides null
 * // properties.likeCount: wanted a snake_case ASCII name of at most 63 characters
 * ```
 */
export function checkSafeSchema(schema: ObjectSchema, keyProperties?: readonly string[]): Problem[] {
  const problems = [...checkKeywords(schema, "schema"), ...checkProperties(schema, "")];
  if (keyProperties === undefined) return problems;
  if (keyProperties.length === 0) {
    problems.push({ place: "key_properties", message: "empty, but many targets need a key" });
  }
  for (const name of keyProperties) {
    const type = Object.hasOwn(schema.properties, name) ? schema.properties[name]?.type : undefined;
    if (typesOf(type).join() !== "string") {
      problems.push({
        place: `properties.${name}`,
        message: `a key of type ${preview(type ?? "nothing")}, wanted ["string"]`,
      });
    }
  }
  return problems;
}

function checkProperties(schema: JsonSchema, place: string): Problem[] {
  const entries = Object.entries(schema.properties ?? {});
  const seen = new Map<string, string>();
  return entries.flatMap(([name, property]) => {
    const here = `${place === "" ? "" : `${place}.`}properties.${name}`;
    const problems = checkType(property, here);
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined) problems.push({ place: here, message: `differs from "${twin}" by case only` });
    seen.set(name.toLowerCase(), name);
    if (!(place === "" ? safeName : safeNestedName).test(name)) {
      problems.push({ place: here, message: "wanted a snake_case ASCII name of at most 63 characters" });
    }
    return problems;
  });
}

function checkType(schema: JsonSchema, place: string): Problem[] {
  const problems = checkKeywords(schema, place);
  const types = typesOf(schema.type).filter((type) => type !== "null");
  if (types.length !== 1) {
    problems.push({
      place,
      message: `type ${preview(schema.type ?? "nothing")}, wanted exactly one type besides null`,
    });
  }
  if (types.includes("object")) {
    if (schema.properties === undefined || Object.keys(schema.properties).length === 0) {
      problems.push({ place, message: "an object without properties; declare them, or send JSON text" });
    }
    problems.push(...checkProperties(schema, place));
  }
  if (types.includes("array")) {
    if (schema.items === undefined) problems.push({ place, message: "a list without items; declare them" });
    else problems.push(...checkType(schema.items, `${place}.items`));
  }
  return problems;
}

function checkKeywords(schema: JsonSchema, place: string): Problem[] {
  const problems: Problem[] = unsafeKeywords.flatMap((keyword) =>
    schema[keyword] === undefined
      ? []
      : [{ place, message: `has ${keyword}, which many targets cannot read` }],
  );
  if (schema.format !== undefined && !safeFormats.has(schema.format)) {
    problems.push({
      place,
      message: `has the format "${schema.format}", wanted date-time, date or no format`,
    });
  }
  if (schema.additionalProperties === false) {
    problems.push({
      place,
      message: "has additionalProperties false: a new field fails in targets that validate",
    });
  }
  return problems;
}

function typesOf(type: string | readonly string[] | undefined): readonly string[] {
  return typeof type === "string" ? [type] : (type ?? []);
}
