import type { JsonSchema } from "@tap-instagram/singer";

/** What a column holds, by the word that the macros of the dbt package know. Objects and lists are texts of JSON. */
export type ColumnType = "text" | "bigint" | "float" | "boolean" | "timestamp" | "date";

/** The type of a column in a table. */
export function columnType({ type, format }: JsonSchema): ColumnType {
  if (format === "date-time") return "timestamp";
  if (format === "date") return "date";
  const types = new Set([type].flat());
  if (types.has("integer")) return "bigint";
  if (types.has("number")) return "float";
  if (types.has("boolean")) return "boolean";
  return "text";
}
