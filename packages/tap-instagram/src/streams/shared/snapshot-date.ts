import type { Column } from "../../columns/column.ts";
import type { SyncContext } from "../../sync/stream.ts";

/** The day of a figure that only says how things stand now. */
export const snapshotDateColumn: Column = {
  field: null,
  schema: {
    type: ["string"],
    format: "date",
    description: "The day of the sync, in UTC: the API says how things are now, and keeps no history",
  },
  read: (value) => String(value),
};

/** `2026-07-02`, in UTC. */
export function snapshotDateOf({ nowMs }: Pick<SyncContext, "nowMs">): string {
  return new Date(nowMs).toISOString().slice(0, 10);
}
