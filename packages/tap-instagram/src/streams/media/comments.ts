import {
  createCommentsReader,
  GraphError,
  utcTimestamp,
  type CommentNode,
  type InstagramAccount,
  type MediaNode,
} from "@tap-instagram/core";
import { commentFields } from "@tap-instagram/core/matrix";
import type { JsonObject } from "@tap-instagram/singer";
import { columnReader, fieldsOf, key, text, type Columns } from "../../columns/column.ts";
import { fieldColumns } from "../../columns/field-columns.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import type { SelectedColumns } from "../../columns/selected-columns.ts";
import { warnDropped } from "../../log/warn-dropped.ts";
import { MisshapenFields } from "../../book/misshapen-fields.ts";
import { lackOf } from "../../book/reason-of.ts";
import type { Lack, Thing } from "../../book/thing.ts";
import type { Reading } from "../../sync/reading.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import { allFailed, quotaFailure } from "../shared/failures.ts";
import { ofComments } from "../shared/permissions.ts";
import { fewOf } from "../../sync/sample.ts";

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
  permissions: ofComments,
  request: () => ({ fields: ["comments_count"] }),
  open: (context, selected) => {
    const reader = createCommentsReader(context.graph, {
      fields: fieldsOf(answerColumns, selected),
      onDroppedFields: (names) => warnDropped(context, "fields of comments", names, "refused"),
      memory: context.fieldMemory,
    });
    const rowsOf = commentRows(selected);
    return async (page, account, signal, range) => {
      const all = page.filter(
        ({ comments_count: count, timestamp: publishedAt }) =>
          range.includes(utcTimestamp(publishedAt)) && (typeof count !== "number" || count > 0),
      );
      const discussed = fewOf(all, context.sample);
      const outcomes = await reader.read(account, discussed, signal);
      const rows: JsonObject[] = [];
      const lacks: Lack[] = [];
      const misshapen: Lack[] = [];
      const rests: Rest[] = [];
      for (const [position, outcome] of outcomes.entries()) {
        const media = discussed[position];
        if (!media) continue;
        if (!outcome.ok) {
          lacks.push(lackOf(thingOf(media), outcome.error));
          if (outcome.error.kind === "misuse")
            context.warnOnce(outcome.error.message, outcome.error.endpoint);
          continue;
        }
        const read = rowsOf(outcome.comments, account);
        rows.push(...read.rows);
        misshapen.push(...read.lacks);
        if (outcome.rest) rests.push({ media, pages: outcome.rest });
        else if (outcome.comments.length === 0) lacks.push(...lackOfComments(media));
      }
      const delivered = outcomes.length - lacks.length - rests.length;
      return {
        rows,
        expected: discussed.length,
        delivered,
        lacks: [...lacks, ...misshapen],
        allFailed: allFailed(outcomes),
        failure: quotaFailure(outcomes),
        more: readRests(rests, (some) => rowsOf(some, account)),
      };
    };
  },
};

/** Records of comments, and what those lack. */
interface CommentRows {
  rows: JsonObject[];
  lacks: readonly Lack[];
}

/** Makes records of comments, with the selected columns. */
function commentRows(
  selected: SelectedColumns,
): (comments: readonly CommentNode[], account: InstagramAccount) => CommentRows {
  const read = columnReader(answerColumns, selected);
  return (some, account) => {
    const misshapen = new MisshapenFields();
    const rows = some.map((comment) => {
      const { id, media_id, parent_id } = comment;
      // Its own time says nothing of how far the posts are read.
      const row = read(comment, misshapen.of({ id }));
      return { ...row, ...ownerOf(account), id, media_id, parent_id };
    });
    return { rows, lacks: misshapen.lacks };
  };
}

/** A post that is deleted between two pages, or whose list of comments makes no sense, is lost by itself. */
function isOfOnePost({ kind, reason }: GraphError): boolean {
  return kind === "not-found" || reason === "unexpected-shape" || reason === "repeated-cursor";
}

/** The further pages of the comments on one post. */
interface Rest {
  readonly media: MediaNode;
  pages(): AsyncIterable<CommentNode[]>;
}

async function* readRests(
  rests: readonly Rest[],
  rowsOf: (comments: readonly CommentNode[]) => CommentRows,
): AsyncGenerator<Reading, void, undefined> {
  for (const rest of rests) {
    const { media } = rest;
    try {
      for await (const page of rest.pages()) yield { ...rowsOf(page), expected: 0, delivered: 0 };
      yield { rows: [], expected: 0, delivered: 1 };
    } catch (error) {
      if (!(error instanceof GraphError) || !isOfOnePost(error)) throw error;
      yield { rows: [], expected: 0, lacks: [lackOf(thingOf(media), error)] };
    }
  }
}

/** Meta counts comments of restricted people, and does not list them. An app without access is shown empty lists, too. */
function lackOfComments(media: MediaNode): Lack[] {
  const count = media["comments_count"];
  if (typeof count !== "number") return [];
  const refusal = { message: `comments_count is ${count}, and the list is empty` };
  return [{ thing: thingOf(media), reason: "hidden-comments", refusal }];
}

function thingOf({ id, timestamp: publishedAt }: MediaNode): Thing {
  return { kind: "post", id, publishedAt: utcTimestamp(publishedAt) ?? undefined };
}
