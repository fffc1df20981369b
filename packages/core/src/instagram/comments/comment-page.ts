import * as v from "valibot";
import { edgePage, type EdgePage, type GraphNode } from "../../graph/envelope.ts";
import type { Fields } from "../../graph/http/params.ts";
import { idOf } from "../fields/node-id.ts";

/** The most comments, and the most replies to one, that the API gives at once. */
export const pageSize = 50;

/** A comment or a reply, with whichever of the asked fields it has. */
export interface CommentNode extends GraphNode {
  id: string;
  media_id: string;
  /** The comment it replies to; `null` for a comment on the media itself. */
  parent_id: string | null;
}

/** A comment whose replies did not all come along. */
export interface Unfinished {
  commentId: string;
  after: string;
}

/** The fields of a comment, and those of its replies. */
export function withReplies(names: readonly string[]): Fields {
  return [...names, { name: "replies", limit: pageSize, fields: names }];
}

/** What one page of comments holds. */
export function readCommentPage(
  page: readonly GraphNode[],
  mediaId: string,
): { comments: CommentNode[]; unfinished: Unfinished[] } {
  const comments: CommentNode[] = [];
  const unfinished: Unfinished[] = [];
  for (const { replies, ...raw } of page) {
    const [comment] = commentNodes(raw, mediaId, null);
    if (!comment) continue;
    comments.push(comment);
    const nested = v.safeParse(edgePage, replies);
    if (!nested.success) continue;
    comments.push(...nested.output.data.flatMap((reply) => commentNodes(reply, mediaId, comment.id)));
    const after = nextCursor(nested.output);
    if (after !== undefined) unfinished.push({ commentId: comment.id, after });
  }
  return { comments, unfinished };
}

/** A comment from its node; none from a node without an id. */
export function commentNodes(raw: GraphNode, mediaId: string, parentId: string | null): CommentNode[] {
  const id = idOf(raw["id"]);
  return id !== undefined ? [{ ...raw, id, media_id: mediaId, parent_id: parentId }] : [];
}

/** Where the edge goes on; `undefined` at its end. */
export function nextCursor({ paging }: EdgePage): string | undefined {
  return paging?.next === undefined ? undefined : paging.cursors?.after;
}
