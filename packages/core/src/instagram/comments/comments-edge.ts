import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { edgePage, type GraphNode } from "../../graph/envelope.ts";
import { NotFoundError, TransientError, type GraphError } from "../../graph/errors/errors.ts";
import type { Fields } from "../../graph/http/params.ts";
import type { GraphPath } from "../../graph/http/path.ts";
import { budgetOf, type InstagramAccount } from "../accounts/account.ts";
import { ListPlan, type ListFields } from "../fields/list-plan.ts";
import type { RequestedFields } from "../fields/requested-fields.ts";
import {
  commentNodes,
  commentsPageSize,
  ofReplies,
  onwards,
  readCommentPage,
  withReplies,
  type CommentNode,
  type Onwards,
  type Unfinished,
} from "./comment-page.ts";

/** The comments of one media: the first page, and a way to read the rest. */
export type CommentsOutcome =
  | {
      ok: true;
      /** The replies follow their comment. */
      comments: CommentNode[];
      /**
       * Reads the rest, one call per page; `undefined` when there is none. Throws GraphError from the iteration. When a
       * comment is deleted during the read, NotFoundError comes last, after everything else.
       */
      rest: (() => AsyncGenerator<CommentNode[], void, undefined>) | undefined;
    }
  | { ok: false; error: GraphError };

/** Where comments are read, and with which fields. */
export interface CommentsPlace {
  graph: GraphClient;
  account: Pick<InstagramAccount, "id">;
  fields: RequestedFields;
  signal: AbortSignal | undefined;
}

/** The outcome of a first page. */
export function firstPage(body: unknown, mediaId: string, place: CommentsPlace): CommentsOutcome {
  const parsed = v.safeParse(edgePage, body);
  if (!parsed.success) return { ok: false, error: broken("the answer has no list of them") };
  const { data, unreadable } = parsed.output;
  const page = readCommentPage(data, mediaId);
  const next = onwards(parsed.output);
  const lost = unreadable + page.unreadable;
  if (!next && page.unfinished.length === 0 && lost === 0)
    return { ok: true, comments: page.comments, rest: undefined };
  const seen = page.comments.flatMap(({ id, parent_id: parent }) => (parent === null ? [id] : []));
  const begun: Begun = { mediaId, unfinished: page.unfinished, next, seen, lost };
  return { ok: true, comments: page.comments, rest: () => restOf(place, begun) };
}

/** What has been read of the comments of a media. */
export interface Begun {
  mediaId: string;
  unfinished: readonly Unfinished[];
  next: Onwards | undefined;
  seen?: readonly string[] | undefined;
  /** How many entries could not be read. */
  lost?: number | undefined;
}

/** Reads replies that did not come along, then further pages. What could not be read is thrown at the end. */
export async function* restOf(
  place: CommentsPlace,
  { mediaId, unfinished, next, seen, lost = 0 }: Begun,
): AsyncGenerator<CommentNode[], void, undefined> {
  const failures: GraphError[] = lost > 0 ? [unreadableEntry()] : [];
  yield* repliesOf(place, mediaId, unfinished, failures);
  if (next) {
    const edge = { node: mediaId, edge: "comments", next, seen, fieldsOf: withReplies, failures };
    for await (const nodes of pagesOf(place, edge)) {
      const page = readCommentPage(nodes, mediaId);
      if (page.unreadable > 0) failures.push(unreadableEntry());
      yield page.comments;
      yield* repliesOf(place, mediaId, page.unfinished, failures);
    }
  }
  const worst = failures.find((error) => !(error instanceof NotFoundError)) ?? failures[0];
  if (worst) throw worst;
}

async function* repliesOf(
  place: CommentsPlace,
  mediaId: string,
  unfinished: readonly Unfinished[],
  failures: GraphError[],
): AsyncGenerator<CommentNode[], void, undefined> {
  for (const { commentId, next, seen } of unfinished) {
    const edge = { node: commentId, edge: "replies", next, seen, failures };
    try {
      for await (const nodes of pagesOf(place, edge)) {
        const replies = nodes.flatMap((reply) => commentNodes(reply, mediaId, commentId));
        if (replies.length < nodes.length) failures.push(unreadableEntry());
        yield replies;
      }
    } catch (error) {
      // The comment was deleted meanwhile.
      if (!(error instanceof NotFoundError)) throw error;
      failures.push(error);
    }
  }
}

interface CommentsWalk extends GraphPath {
  next: Onwards;
  seen: readonly string[] | undefined;
  /** Default: those of replies. */
  fieldsOf?: ((names: readonly string[]) => Fields) | undefined;
  failures: GraphError[];
}

function pagesOf(
  { graph, account, fields, signal }: CommentsPlace,
  { node, edge, next, seen, fieldsOf = ofReplies, failures }: CommentsWalk,
): AsyncGenerator<GraphNode[], void, undefined> {
  const list: ListFields = { lists: [fields], build: (namesOf) => fieldsOf(namesOf(fields)) };
  return graph.pages({
    node,
    edge,
    params: { ...next },
    budget: budgetOf(account),
    pageSize: commentsPageSize,
    plan: new ListPlan(list, ({ error }) => failures.push(error)),
    seen,
    onUnreadable: () => failures.push(unreadableEntry()),
    signal,
  });
}

function unreadableEntry(): TransientError {
  return broken("an entry of the list is not an object with an id");
}

function broken(found: string): TransientError {
  return new TransientError(`Cannot read comments: ${found}`, {
    endpoint: "GET /{id}/comments",
    reason: "unexpected-shape",
  });
}
