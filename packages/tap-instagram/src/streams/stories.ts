import type { MediaNode } from "@tap-instagram/core";
import { fieldsOf, readColumns } from "../column.ts";
import { ownerOf, type StreamDefinition } from "../stream.ts";
import { mediaColumns } from "./media-columns.ts";

/** One record per story that is live. */
export const stories: StreamDefinition<MediaNode[]> = {
  name: "stories",
  description: "Stories of the last 24 hours: sync several times a day to have them all",
  columns: mediaColumns,
  keyProperties: ["id"],
  replicationMethod: "FULL_TABLE",
  forced: true,
  fields: (selected) => fieldsOf(mediaColumns, (name) => selected.has(name)),
  startMs: () => undefined,
  open: () => async (page, account) => ({
    rows: page.map((node) => ({ ...readColumns(mediaColumns, node), ...ownerOf(account) })),
  }),
};
