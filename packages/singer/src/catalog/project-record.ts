import { getOwn, isJsonObject, setOwn, type JsonObject, type JsonValue } from "../json/json.ts";
import type { JsonSchema } from "../json/json-schema.ts";

type Cut = (value: JsonValue) => JsonValue;

/**
 * Makes a function that removes from a record, at every depth, what the schema does not name, and puts the rest in the
 * order of the schema. A record of which nothing changes comes back as it is, without a copy.
 *
 * @example
 * ```ts
 * import { projection } from "@tap-instagram/singer/protocol";
 *
 * const project = projection({ properties: { id: {}, owner: { properties: { id: {} } } } });
 * project({ id: "1", title: "Rain", owner: { id: "7", name: "Ida" } }); // { id: "1", owner: { id: "7" } }
 * ```
 */
export function projection(schema: JsonSchema): (record: JsonObject) => JsonObject {
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    cut: nestedCut(property),
  }));
  return (record) => (isWithin(record, fields) ? record : keptOf(record, fields));
}

interface Field {
  readonly name: string;
  readonly cut: Cut | undefined;
}

/** Whether a record has nothing but these fields, in their order. It may lack some. */
function isWithin(record: JsonObject, fields: readonly Field[]): boolean {
  let at = 0;
  for (const key in record) {
    while (at < fields.length && fields[at]?.name !== key) at += 1;
    const field = fields[at];
    if (field === undefined) return false;
    if (field.cut !== undefined) {
      const value = getOwn(record, key);
      if (value !== undefined && field.cut(value) !== value) return false;
    }
    at += 1;
  }
  return true;
}

function keptOf(record: JsonObject, fields: readonly Field[]): JsonObject {
  const kept: JsonObject = {};
  for (const { name, cut } of fields) {
    const value = getOwn(record, name);
    if (value !== undefined) setOwn(kept, name, cut === undefined ? value : cut(value));
  }
  return kept;
}

/** Undefined when nothing below a property is removed. */
function nestedCut(schema: JsonSchema): Cut | undefined {
  if (schema.properties !== undefined) {
    const cut = projection(schema);
    return (value) => (isJsonObject(value) ? cut(value) : value);
  }
  const cutItem = schema.items === undefined ? undefined : nestedCut(schema.items);
  if (cutItem === undefined) return undefined;
  return (value) => {
    if (!Array.isArray(value)) return value;
    return value.every((item) => cutItem(item) === item) ? value : value.map(cutItem);
  };
}
