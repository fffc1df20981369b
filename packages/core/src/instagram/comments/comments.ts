import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { edgePage, type GraphNode } from "../../graph/envelope.ts";
import { NotFoundError, TransientError, type GraphError } from "../../graph/errors/errors.ts";
import type { Fields } from "../../graph/http/params.ts";
import { budgetOf, type InstagramAccount } from "../accounts/account.ts";
import { RequestedFields } from "../fields/requested-fields.ts";
import {
  commentNodes,
  commentsPageSize,
  cursorAfter,
  readCommentPage,
  withReplies,
  type CommentNode,
  type Unfinished,
} from "./comment-page.ts";
import type { MediaNode } from "../media/media-node.ts";

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

/** What to read of each comment. */
export interface CommentsOptions {
  /** Names of `commentFields`. Default: only the ids. */
  fields?: readonly string[] | undefined;
  /** Called with fields that the API refuses. They are dropped. */
  onDroppedFields?: ((names: readonly string[]) => void) | undefined;
}

/** Reads comments. It remembers which fields the API refuses. */
export interface CommentsReader {
  /** Gives one outcome per media, in order, for one call each, in batches. Rejects only when aborted. */
  read(
    account: Pick<InstagramAccount, "id">,
    media: readonly MediaNode[],
    signal?: AbortSignal,
  ): Promise<CommentsOutcome[]>;
}

/**
 * Makes a reader of comments and replies, newest comments first. Each media costs one call, so ask only about media with
 * comments. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media/comments
 *
 * @example
 * ```ts
 * import { createCommentsReader, createGraphClient, readMedia } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const account = { id: "17841400000000001" };
 * const reader = createCommentsReader(graph, { fields: ["text", "username", "timestamp"] });
 * for await (const page of readMedia(graph, account, { fields: ["comments_count"] })) {
 *   const commented = page.filter((post) => post["comments_count"] !== 0);
 *   for (const outcome of await reader.read(account, commented)) {
 *     if (!outcome.ok) continue;
 *     console.log(outcome.comments);
 *     for await (const more of outcome.rest?.() ?? []) console.log(more);
 *   }
 * }
 * ```
 */
export function createCommentsReader(graph: GraphClient, options: CommentsOptions = {}): CommentsReader {
  const fields = new RequestedFields(["id", ...(options.fields ?? [])], options.onDroppedFields);

  return {
    async read(account, media, signal) {
      const edge: Edge = { graph, account, fields, signal };
      const outcomes: CommentsOutcome[] = [];
      let pending = [...media.entries()];
      while (pending.length > 0) {
        const asked = fields.names;
        const params = { fields: withReplies(asked), limit: commentsPageSize };
        const answers = await graph.readMany({
          requests: pending.map(([, { id }]) => ({ id, edge: "comments", params })),
          budget: budgetOf(account),
          signal,
        });
        const again: typeof pending = [];
        for (const [position, one] of pending.entries()) {
          const [index, { id }] = one;
          const answer = answers[position];
          if (!answer) continue;
          if (answer.ok) outcomes[index] = firstPage(answer.body, id, edge);
          else if (fields.dropRefused(answer.error, asked)) again.push(one);
          else if (answer.error.kind === "too-much-data")
            outcomes[index] = { ok: true, comments: [], rest: () => restOf(edge, id, [], {}) };
          else outcomes[index] = { ok: false, error: answer.error };
        }
        pending = again;
      }
      return outcomes;
    },
  };
}

interface Edge {
  graph: GraphClient;
  account: Pick<InstagramAccount, "id">;
  fields: RequestedFields;
  signal: AbortSignal | undefined;
}

function firstPage(body: unknown, mediaId: string, edge: Edge): CommentsOutcome {
  const parsed = v.safeParse(edgePage, body);
  if (!parsed.success) {
    const error = new TransientError("Cannot read comments: the answer has no list of them", {
      endpoint: "GET /{id}/comments",
      reason: "unexpected-shape",
    });
    return { ok: false, error };
  }
  const { comments, unfinished } = readCommentPage(parsed.output.data, mediaId);
  const after = cursorAfter(parsed.output);
  if (after === undefined && unfinished.length === 0) return { ok: true, comments, rest: undefined };
  const next = after === undefined ? undefined : { after };
  return { ok: true, comments, rest: () => restOf(edge, mediaId, unfinished, next) };
}

async function* restOf(
  edge: Edge,
  mediaId: string,
  unfinished: readonly Unfinished[],
  next: { after?: string | undefined } | undefined,
): AsyncGenerator<CommentNode[], void, undefined> {
  const deleted: NotFoundError[] = [];
  yield* repliesOf(edge, mediaId, unfinished, deleted);
  if (next) {
    for await (const page of pagesOf(edge, `${mediaId}/comments`, next, withReplies)) {
      const read = readCommentPage(page, mediaId);
      yield read.comments;
      yield* repliesOf(edge, mediaId, read.unfinished, deleted);
    }
  }
  if (deleted[0]) throw deleted[0];
}

async function* repliesOf(
  edge: Edge,
  mediaId: string,
  unfinished: readonly Unfinished[],
  deleted: NotFoundError[],
): AsyncGenerator<CommentNode[], void, undefined> {
  for (const { commentId, after } of unfinished) {
    try {
      for await (const page of pagesOf(edge, `${commentId}/replies`, { after }))
        yield page.flatMap((reply) => commentNodes(reply, mediaId, commentId));
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      deleted.push(error);
    }
  }
}

function pagesOf(
  { graph, account, fields, signal }: Edge,
  path: string,
  from: { after?: string | undefined },
  fieldsOf: (names: readonly string[]) => Fields = (names) => names,
): AsyncGenerator<GraphNode[], void, undefined> {
  let asked = fields.names;
  return graph.pages({
    path,
    params: { ...from },
    budget: budgetOf(account),
    pageSize: commentsPageSize,
    plan: {
      ask: () => {
        asked = fields.names;
        return { params: { fields: fieldsOf(asked) } };
      },
      refused: (refusal) => fields.dropRefused(refusal, asked),
    },
    signal,
  });
}
