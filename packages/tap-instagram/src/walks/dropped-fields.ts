import type { SyncContext } from "../sync/stream.ts";

/** Says once that the API refuses fields, and that their columns stay empty. */
export function noteDroppedFields(context: SyncContext, edge: string): (names: readonly string[]) => void {
  return (names) =>
    context.warnOnce(
      `The API refuses these fields of ${edge}, so that their columns are empty: ${names.join(", ")}`,
    );
}
