import type { JsonSchema, ObjectSchema } from "@tap-instagram/singer";
import { objectSchema, type Columns } from "./column.ts";

/** The schema of a record, in which all but the key may be null: a table then also takes rows of which a column was deselected. */
export function recordSchema(columns: Columns, keyProperties: readonly string[]): ObjectSchema {
  const { properties, ...schema } = objectSchema(columns);
  const entries = Object.entries(properties).map(([name, column]) => [
    name,
    keyProperties.includes(name) ? column : orNull(column),
  ]);
  return { ...schema, properties: Object.fromEntries(entries) };
}

function orNull(schema: JsonSchema): JsonSchema {
  const { type = [] } = schema;
  const types = typeof type === "string" ? [type] : type;
  return types.includes("null") ? schema : { ...schema, type: [...types, "null"] };
}
