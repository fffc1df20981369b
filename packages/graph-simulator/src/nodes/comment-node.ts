import { repliesEdge } from "../edges/comments-edge.ts";
import { NodeValue, type GraphNode } from "../graph/node.ts";
import { graphTimestamp } from "../time/graph-time.ts";
import { isAble } from "../tokens/grant.ts";
import type { Comment } from "../world/model.ts";
import { defineNode, type NodeTable } from "./define-node.ts";

const fieldTable: NodeTable<Comment> = {
  template: "{comment}",
  typeName: "IGComment",
  defaultFields: ["id", "text", "timestamp"],
  fields: {
    id: (comment) => comment.id,
    text: (comment) => comment.text,
    timestamp: (comment) => graphTimestamp(comment.publishedAt),
    username: (comment, _field, call) => (isAble(call.grant, "comments") ? comment.username : undefined),
    from: (comment, _field, call) =>
      isAble(call.grant, "comments") ? { id: comment.userId, username: comment.username } : undefined,
    user: () => undefined,
    hidden: (comment) => comment.hidden,
    like_count: (comment) => comment.likes,
    parent_id: (comment) => comment.parent?.id,
    media: (comment, _field, call) => new NodeValue(call.nodes.media(comment.media, "indirect")),
    legacy_instagram_comment_id: (comment) => comment.legacyId,
  },
  edges: { replies: (comment) => repliesEdge(comment) },
};

export function commentNode(comment: Comment): GraphNode {
  const usage = { kind: "instagram", id: comment.media.account.id } as const;
  return defineNode(fieldTable, comment, comment.id, usage);
}
