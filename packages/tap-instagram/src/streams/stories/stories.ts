import type { MediaNode } from "@tap-instagram/core";
import { MisshapenFields } from "../../book/misshapen-fields.ts";
import { columnReader, fieldsOf } from "../../columns/column.ts";
import { ownerOf } from "../../columns/owner.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import { mediaColumnsOf } from "../shared/media-columns.ts";

const columns = mediaColumnsOf("story");

/** One record per story that is live. */
export const stories: StreamDefinition<MediaNode[]> = {
  name: "stories",
  description: "Stories of the last 24 hours. Sync several times a day to get all of them",
  columns,
  keyProperties: ["id"],
  replicationMethod: "FULL_TABLE",
  forced: true,
  addsSnapshots: true,
  request: (selected) => ({ fields: fieldsOf(columns, selected) }),
  open: (_, selected) => {
    const read = columnReader(columns, selected);
    return async (page, account) => {
      const misshapen = new MisshapenFields();
      const rows = page.map((node) => Object.assign(read(node, misshapen.of(node)), ownerOf(account)));
      return { rows, lacks: misshapen.lacks };
    };
  },
};
