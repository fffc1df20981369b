import type { SelectedStream } from "@tap-instagram/singer";
import { columnsIn } from "../columns/selected-columns.ts";
import type { StreamSelection } from "../sync/sink.ts";

/** What a Singer catalog wants of a stream, as plain data. */
export function selectionOf({ name, replicationMethod, schema }: SelectedStream): StreamSelection {
  return { name, isIncremental: replicationMethod === "INCREMENTAL", columns: columnsIn(schema) };
}
