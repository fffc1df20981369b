import type { GraphNode, MediaNode } from "@tap-instagram/core";
import { MisshapenFields } from "../../book/misshapen-fields.ts";
import { isObject, isValue, listIn } from "../../columns/values.ts";
import { columnReader, fieldsOf, integer, key, text, timestamp, type Columns } from "../../columns/column.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import { incrementalStartMs } from "../shared/start.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import { childColumns } from "../shared/media-columns.ts";

const { id: _id, timestamp: _timestamp, ...slideColumns } = childColumns;

const labelColumns: Columns = {
  ...ownerColumns,
  id: key("Id of the slide"),
  media_id: text("Id of the album", { field: null }),
  position: integer("Position in the album; the first is 1", { field: null }),
  timestamp: timestamp("When the album was published", { field: null }),
};

const columns: Columns = { ...labelColumns, ...slideColumns };

/** A slide without an id has no key. */
function isSlide(entry: unknown): entry is GraphNode {
  return isObject(entry) && isValue(entry["id"]);
}

/** One record per slide of an album. */
export const mediaChildren: StreamDefinition<MediaNode[]> = {
  name: "media_children",
  description: "The slides of albums, one record each. They come with the posts and cost no API call",
  columns,
  keyProperties: ["id"],
  replicationMethod: "FULL_TABLE",
  replicationKey: "timestamp",
  replicationFollows: "media",
  selectedByDefault: false,
  request: (selected) => ({
    fields: ["timestamp"],
    childFields: ["id", ...fieldsOf(slideColumns, selected)],
  }),
  startMs: (context) =>
    context.isIncremental ? incrementalStartMs(context, context.settings.media_lookback_days) : undefined,
  open: (_, selected) => {
    const read = columnReader(columns, selected, ["timestamp"]);
    return async (page, account) => {
      const misshapen = new MisshapenFields();
      for (const album of page)
        if (album.misshapen)
          listIn(album.misshapen["children"], isSlide, (_path, value) =>
            misshapen.of(album)(["children"], value),
          );
      const rows = page.flatMap(({ id, timestamp: publishedAt, children = [] }) =>
        children.flatMap((slide, index) => {
          if (slide["id"] === undefined) return [];
          const node = { ...slide, media_id: id, timestamp: publishedAt, position: index + 1 };
          return [Object.assign(read(node, misshapen.of(node)), ownerOf(account))];
        }),
      );
      return { rows, lacks: misshapen.lacks };
    };
  },
};
