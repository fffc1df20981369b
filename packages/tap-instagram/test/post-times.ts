import type { MediaNode } from "@tap-instagram/core";
import { key, timestamp, type Columns } from "../src/columns/column.ts";
import { ownerColumns, ownerOf } from "../src/columns/owner.ts";
import type { StreamDefinition } from "../src/sync/stream.ts";

const columns: Columns = {
  ...ownerColumns,
  id: key("Id of the post"),
  timestamp: timestamp("When it was published", { field: null }),
};

/** A stream that the tap does not have: the posts of an account, without anything but their time. */
export const postTimes: StreamDefinition<MediaNode[]> = {
  name: "post_times",
  description: "When each post was published",
  columns,
  keyProperties: ["id"],
  replicationMethod: "INCREMENTAL",
  replicationKey: "timestamp",
  request: () => ({ fields: ["timestamp", "media_product_type"] }),
  startMs: ({ bookmarkMs }) => bookmarkMs,
  open: () => async (page, account) => {
    const posts = page.filter(({ media_product_type: type }) => type !== "REELS");
    return {
      rows: posts.map((post) => ({
        ...ownerOf(account),
        id: post.id,
        timestamp: columns["timestamp"]?.read(post["timestamp"]) ?? null,
      })),
      lacks: page
        .slice(posts.length)
        .map(({ id }) => ({ thing: { kind: "post", id }, reason: "before-conversion" })),
    };
  },
};
