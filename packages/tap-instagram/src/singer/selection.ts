import type { JsonSchema, SelectedStream } from "@tap-instagram/singer";
import type { SelectedColumns } from "../columns/selected-columns.ts";
import type { StreamSelection } from "../sync/sink.ts";

/** What a Singer catalog wants of a stream, as plain data. */
export function selectionOf({ name, replicationMethod, schema }: SelectedStream): StreamSelection {
  return { name, isIncremental: replicationMethod === "INCREMENTAL", columns: columnsIn(schema) };
}

function columnsIn({ properties, items }: JsonSchema): SelectedColumns {
  if (properties === undefined) return items === undefined ? {} : columnsIn(items);
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, columnsIn(schema)]));
}
