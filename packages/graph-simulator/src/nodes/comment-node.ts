import { repliesEdge } from "../edges/comments-edge.ts";
import { nonexistingField } from "../errors/refusals.ts";
import type { Field } from "../fields/parse-fields.ts";
import { NodeValue, type GraphNode, type Json } from "../graph/node.ts";
import { graphTimestamp } from "../time/graph-time.ts";
import { isAble } from "../tokens/grant.ts";
import type { Comment } from "../world/model.ts";
import { defineNode, type NodeTable } from "../graph/define-node.ts";

/** Who wrote it: id and username, or the fields in braces. */
function author(comment: Comment, field: Field): Json {
  const known: Json = {
    id: comment.userId,
    username: comment.username,
    self_ig_scoped_id: comment.userId,
  };
  const names = field.fields?.map(({ name }) => name) ?? ["id", "username"];
  return Object.fromEntries(
    names.map((name) => {
      if (!Object.hasOwn(known, name)) throw nonexistingField(name, "IGCommentFromUser");
      return [name, known[name]];
    }),
  );
}

const fieldTable: NodeTable<Comment> = {
  template: "{comment}",
  typeName: "IGComment",
  defaultFields: ["id", "text", "timestamp"],
  fields: {
    id: (comment) => comment.id,
    text: (comment) => comment.text,
    timestamp: (comment) => graphTimestamp(comment.publishedAt),
    username: (comment, _field, call) => (isAble(call.grant, "comments") ? comment.username : undefined),
    from: (comment, field, call) => (isAble(call.grant, "comments") ? author(comment, field) : undefined),
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
