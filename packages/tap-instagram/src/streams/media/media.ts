import type { MediaNode } from "@tap-instagram/core";
import { MisshapenFields } from "../../book/misshapen-fields.ts";
import { columnReader, fieldsOf, list, type Columns } from "../../columns/column.ts";
import { ownerOf } from "../../columns/owner.ts";
import { selectedInside } from "../../columns/selected-columns.ts";
import { incrementalStartMs } from "../shared/start.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import { childColumns, mediaColumnsOf } from "../shared/media-columns.ts";

const columns: Columns = {
  ...mediaColumnsOf("post"),
  children: list("The slides of an album, in order; null for other media", childColumns, { field: null }),
};

/** One record per post and reel, with an album's slides inside. */
export const media: StreamDefinition<MediaNode[]> = {
  name: "media",
  description:
    "Posts and reels with their current counts, albums with their slides. The API lists the newest 10,000",
  columns,
  keyProperties: ["id"],
  replicationMethod: "FULL_TABLE",
  replicationKey: "timestamp",
  request: (selected) => ({
    fields: fieldsOf(columns, selected),
    childFields: fieldsOf(childColumns, selectedInside(selected, "children")),
  }),
  startMs: (context) =>
    context.isIncremental ? incrementalStartMs(context, context.settings.media_lookback_days) : undefined,
  open: (_, selected) => {
    const read = columnReader(columns, selected, ["timestamp"]);
    return async (page, account) => {
      const owner = ownerOf(account);
      const misshapen = new MisshapenFields();
      const rows = page.map((post) => {
        const node = post.misshapen ? { ...post, ...post.misshapen } : post;
        return Object.assign(read(node, misshapen.of(post)), owner);
      });
      return { rows, lacks: misshapen.lacks };
    };
  },
};
