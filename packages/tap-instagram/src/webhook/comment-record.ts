import type { JsonObject, RecordMessage, SchemaMessage } from "@tap-instagram/singer";
import { type Columns } from "../columns/column.ts";
import { recordSchema } from "../columns/record-schema.ts";
import { comments } from "../streams/media/comments.ts";
import type { CommentNotice } from "./payload.ts";

/** The columns that a webhook fills. It does not say when the comment was written. */
const names: ReadonlySet<string> = new Set([
  "business_account_id",
  "id",
  "media_id",
  "parent_id",
  "text",
  "username",
]);

const columns: Columns = Object.fromEntries(
  Object.entries(comments.columns).filter(([name]) => names.has(name)),
);

/** The SCHEMA message, with these columns alone: with the others, a target would replace by null what a sync has read. */
export const commentSchemaMessage: SchemaMessage = {
  type: "SCHEMA",
  stream: comments.name,
  schema: recordSchema(columns, comments.keyProperties),
  key_properties: [...comments.keyProperties],
};

/** The RECORD message of a comment. */
export function commentRecordMessage(notice: CommentNotice, nowMs: number): RecordMessage {
  const { account, comment, media, parent, text, username, sentMs } = notice;
  return {
    type: "RECORD",
    stream: comments.name,
    record: {
      business_account_id: account,
      id: comment,
      parent_id: parent ?? null,
      // What the webhook does not say is left out: as null, it would replace what a sync has read.
      ...said({ media_id: media, text, username }),
    },
    time_extracted: new Date(sentMs ?? nowMs).toISOString(),
  };
}

function said(values: { readonly [column: string]: string | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([column, value]) =>
      value === undefined ? [] : [[column, value] as const],
    ),
  );
}
