import * as v from "valibot";
import { edgePage, isPresent, type EdgePage, type GraphNode } from "../../graph/envelope.ts";
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
  next: Onwards;
  /** Ids of the replies that came. */
  seen: readonly string[];
}

/** Where a list goes on: behind a cursor, or from its beginning when the API gives none. */
export type Onwards = { after?: string | undefined };

/** The field that says which media a comment is on. It shows when answers of a batch come in another order. */
export const mediaField = "media";

/** The fields of a comment, and those of its replies. */
export function withReplies(names: readonly string[]): Fields {
  const own = ofReplies(names);
  const media = names.includes(mediaField) ? [{ name: mediaField, fields: ["id"] }] : [];
  return [...own, ...media, { name: "replies", limit: commentsPageSize, fields: own }];
}

/** The fields of a reply: it is on the media of its comment. */
export function ofReplies(names: readonly string[]): readonly string[] {
  return names.filter((name) => name !== mediaField);
}

/** What one page of comments holds. */
export interface CommentPage {
  comments: CommentNode[];
  unfinished: Unfinished[];
  /** Entries that are not comments, or have no readable id. */
  unreadable: number;
}

/** Reads one page of comments. */
export function readCommentPage(page: readonly GraphNode[], mediaId: string): CommentPage {
  const read: CommentPage = { comments: [], unfinished: [], unreadable: 0 };
  for (const { replies, ...raw } of page) {
    const [comment] = commentNodes(raw, mediaId, null);
    if (!comment) {
      read.unreadable += 1;
      continue;
    }
    read.comments.push(comment);
    const nested = v.safeParse(edgePage, replies);
    if (!nested.success) {
      if (isPresent(replies)) read.unreadable += 1;
      continue;
    }
    const own = nested.output.data.flatMap((reply) => commentNodes(reply, mediaId, comment.id));
    read.comments.push(...own);
    read.unreadable += nested.output.unreadable + nested.output.data.length - own.length;
    const next = onwards(nested.output);
    if (next) read.unfinished.push({ commentId: comment.id, next, seen: own.map(({ id }) => id) });
  }
  return read;
}

/** A comment from its node, or nothing when the node has no id. */
export function commentNodes(raw: GraphNode, mediaId: string, parentId: string | null): CommentNode[] {
  const id = idOf(raw["id"]);
  return id !== undefined ? [{ ...raw, id, media_id: mediaId, parent_id: parentId }] : [];
}

/** Where a list goes on after a page; `undefined` at its end. */
export function onwards({ paging }: EdgePage): Onwards | undefined {
  return paging?.next === undefined ? undefined : { after: paging.cursors?.after };
}
