import { getOwn, isJsonObject, setOwn, type JsonObject, type JsonValue } from "../json/json.ts";
import type { JsonSchema } from "../json/json-schema.ts";

type Cut = (value: JsonValue) => JsonValue;

/**
 * Makes a function that removes from a record, at every depth, what the schema does not name.
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
  return (record) => {
    const kept: JsonObject = {};
    for (const { name, cut } of fields) {
      const value = getOwn(record, name);
      if (value !== undefined) setOwn(kept, name, cut === undefined ? value : cut(value));
    }
    return kept;
  };
}

/** Undefined when nothing below a property is removed: flat records are not copied. */
function nestedCut(schema: JsonSchema): Cut | undefined {
  if (schema.properties !== undefined) {
    const cut = projection(schema);
    return (value) => (isJsonObject(value) ? cut(value) : value);
  }
  const cutItem = schema.items === undefined ? undefined : nestedCut(schema.items);
  if (cutItem === undefined) return undefined;
  return (value) => (Array.isArray(value) ? value.map(cutItem) : value);
}
