import * as v from "valibot";
import { edgePage, type EdgePage, type GraphNode } from "../../graph/envelope.ts";
import type { Fields } from "../../graph/http/params.ts";
import { idOf } from "../fields/node-id.ts";

/** The most comments, and the most replies to one comment, in an answer of the API. */
export const commentsPageSize = 50;

/** A comment or a reply, with those of the requested fields that it has. */
export interface CommentNode extends GraphNode {
  id: string;
  media_id: string;
  /** The comment it replies to; `null` for a comment on the media itself. */
  parent_id: string | null;
}

/** A comment with more replies than came with it. */
export interface Unfinished {
  commentId: string;
  after: string;
}

/** The fields of a comment, and those of its replies. */
export function withReplies(names: readonly string[]): Fields {
  return [...names, { name: "replies", limit: commentsPageSize, fields: names }];
}

/** Reads one page of comments. */
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
    const after = cursorAfter(nested.output);
    if (after !== undefined) unfinished.push({ commentId: comment.id, after });
  }
  return { comments, unfinished };
}

/** A comment from its node, or nothing when the node has no id. */
export function commentNodes(raw: GraphNode, mediaId: string, parentId: string | null): CommentNode[] {
  const id = idOf(raw["id"]);
  return id !== undefined ? [{ ...raw, id, media_id: mediaId, parent_id: parentId }] : [];
}

/** The cursor of the next page; `undefined` at the end. */
export function cursorAfter({ paging }: EdgePage): string | undefined {
  return paging?.next === undefined ? undefined : paging.cursors?.after;
}
