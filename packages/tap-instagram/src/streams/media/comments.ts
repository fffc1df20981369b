import {
  createCommentsReader,
  NotFoundError,
  type CommentNode,
  type GraphError,
  type InstagramAccount,
  type MediaNode,
} from "@tap-instagram/core";
import { commentFields } from "@tap-instagram/core/matrix";
import type { JsonObject } from "@tap-instagram/singer";
import { fieldsOf, key, readColumns, text, type Columns } from "../../columns/column.ts";
import { fieldColumns } from "../../columns/field-columns.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import { warnDropped } from "../../log/warn-dropped.ts";
import type { Rows, StreamDefinition } from "../../sync/stream.ts";
import { skipReason } from "../shared/skip-reason.ts";

const answerColumns: Columns = {
  media_id: text("Id of the media", { field: null }),
  parent_id: text("Id of the comment it replies to; null for a comment on the media itself", { field: null }),
  ...fieldColumns(commentFields),
};

const columns: Columns = { ...ownerColumns, id: key("Id of the comment"), ...answerColumns };

/** One record per comment and per reply. */
export const comments: StreamDefinition<MediaNode[]> = {
  name: "comments",
  description:
    "Comments on posts and reels, and the replies to them: one API call per post with comments, and one per further 50 comments",
  columns,
  keyProperties: ["id"],
  replicationMethod: "FULL_TABLE",
  forced: true,
  selectedByDefault: false,
  skippedMeans: "posts skipped",
  request: () => ({ fields: ["comments_count"] }),
  open: (context, selected) => {
    const reader = createCommentsReader(context.graph, {
      fields: fieldsOf(answerColumns, selected),
      onDroppedFields: (names) => warnDropped(context, "fields of comments", names, "refused"),
    });
    return async (page, account, signal) => {
      const discussed = page.filter(({ comments_count: count }) => typeof count !== "number" || count > 0);
      const outcomes = await reader.read(account, discussed, signal);
      const read: Rows & { skipped: string[]; forbidden: GraphError[] } = {
        rows: [],
        skipped: [],
        forbidden: [],
      };
      const rests: (() => AsyncIterable<CommentNode[]>)[] = [];
      for (const outcome of outcomes) {
        if (outcome.ok) {
          read.rows.push(...outcome.comments.map((comment) => rowOf(comment, account)));
          if (outcome.rest) rests.push(outcome.rest);
          continue;
        }
        const reason = skipReason(outcome.error);
        if (outcome.error.kind === "permission") read.forbidden.push(outcome.error);
        else if (reason === undefined) read.failure ??= outcome.error;
        else read.skipped.push(reason);
        if (outcome.error.kind === "misuse") context.warnOnce(outcome.error.message);
      }
      const answered = outcomes.filter(({ ok }) => ok).length;
      return { ...read, answered, more: rowsOf(rests, account) };
    };
  },
};

async function* rowsOf(
  rests: readonly (() => AsyncIterable<CommentNode[]>)[],
  account: InstagramAccount,
): AsyncGenerator<Rows, void, undefined> {
  for (const rest of rests) {
    try {
      for await (const page of rest())
        yield { rows: page.map((comment) => rowOf(comment, account)), answered: 0 };
    } catch (error) {
      // A post that is deleted between two pages loses only its own comments.
      if (!(error instanceof NotFoundError)) throw error;
      yield { rows: [], skipped: [skipReason(error) ?? error.kind] };
    }
  }
}

function rowOf(comment: CommentNode, account: InstagramAccount): JsonObject {
  const { media_id, parent_id } = comment;
  return { ...readColumns(answerColumns, comment), ...ownerOf(account), id: comment.id, media_id, parent_id };
}
