import type { Column } from "../../columns/column.ts";
import type { SyncContext } from "../../sync/stream.ts";

/** The day of a value that the API has no history of. */
export const snapshotDateColumn: Column = {
  field: null,
  schema: {
    type: ["string"],
    format: "date",
    description: "Day of the sync, in UTC. The API has current values only, no history",
  },
  read: (value) => String(value),
};

/** `2026-07-02`, in UTC. */
export function snapshotDateOf({ nowMs }: Pick<SyncContext, "nowMs">): string {
  return new Date(nowMs).toISOString().slice(0, 10);
}
