import { hashtagMediaEdge } from "../edges/hashtag-edges.ts";
import { defineNode, type NodeTable } from "../graph/define-node.ts";
import type { GraphNode } from "../graph/node.ts";
import type { Hashtag } from "../world/hashtags.ts";

const table: NodeTable<Hashtag> = {
  template: "{hashtag}",
  typeName: "ShadowIGHashtag",
  defaultFields: ["id"],
  fields: { id: ({ id }) => id, name: ({ name }) => name },
  edges: {
    recent_media: (hashtag) => hashtagMediaEdge(hashtag, "recent"),
    top_media: (hashtag) => hashtagMediaEdge(hashtag, "top"),
  },
};

/** A word that has a hashtag. The quota of the app pays for it. */
export function hashtagNode(hashtag: Hashtag): GraphNode {
  return defineNode(table, hashtag, hashtag.id, { kind: "app" });
}
