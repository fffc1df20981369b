import { getOwn, isJsonObject, setOwn, type JsonObject, type JsonValue } from "../json/json.ts";
import type { JsonSchema } from "../json/json-schema.ts";

type Cut = (value: JsonValue) => JsonValue;

/** A function that keeps of a record what the schema names, at every depth. */
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

/** Undefined where everything below a property is kept, so that flat records cost nothing. */
function nestedCut(schema: JsonSchema): Cut | undefined {
  if (schema.properties !== undefined) {
    const cut = projection(schema);
    return (value) => (isJsonObject(value) ? cut(value) : value);
  }
  const cutItem = schema.items === undefined ? undefined : nestedCut(schema.items);
  if (cutItem === undefined) return undefined;
  return (value) => (Array.isArray(value) ? value.map(cutItem) : value);
}
