import type { JsonSchema, ObjectSchema } from "@tap-instagram/singer";
import type { Columns } from "./column.ts";

/** The schema of a record, in which all but the key may be null: a table then also takes rows of which a column was deselected. */
export function recordSchema(columns: Columns, keyProperties: readonly string[]): ObjectSchema {
  const properties = Object.entries(columns).map(([name, { schema }]): [string, JsonSchema] => [
    name,
    keyProperties.includes(name) ? schema : orNull(schema),
  ]);
  return { type: "object", properties: Object.fromEntries(properties) };
}

function orNull(schema: JsonSchema): JsonSchema {
  const { type = [] } = schema;
  const types = typeof type === "string" ? [type] : type;
  return types.includes("null") ? schema : { ...schema, type: [...types, "null"] };
}
