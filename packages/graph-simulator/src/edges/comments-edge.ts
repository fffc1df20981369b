import { permissionDenied } from "../errors/refusals.ts";
import { pageList } from "../graph/page-list.ts";
import { renderNode } from "../graph/render-node.ts";
import type { Edge, EdgeRequest, Json } from "../graph/node.ts";
import { isAble } from "../tokens/grant.ts";
import { commentsOf } from "../world/media/comments.ts";
import type { Comment, Media } from "../world/model.ts";

const pageMaximum = 50;

function list(comments: readonly Comment[], path: string, request: EdgeRequest): Json {
  const { call, fields } = request;
  if (!isAble(call.grant, "comments")) throw permissionDenied();
  return pageList(comments, request, {
    path,
    maximum: pageMaximum,
    idOf: (comment) => comment.id,
    render: (comment) => renderNode(call.nodes.comment(comment), fields, call, true),
  });
}

/** Top-level comments, newest first, at most 50 a page. */
export function commentsEdge(media: Media): Edge {
  return (request) => list(commentsOf(media), `${media.id}/comments`, request);
}

/** Answers to a comment. */
export function repliesEdge(comment: Comment): Edge {
  return (request) => list(comment.replies, `${comment.id}/replies`, request);
}
