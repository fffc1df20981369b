import type { RecordMessage, SchemaMessage } from "@tap-instagram/singer";
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
      media_id: media ?? null,
      parent_id: parent ?? null,
      text: text ?? null,
      username: username ?? null,
    },
    time_extracted: new Date(sentMs ?? nowMs).toISOString(),
  };
}
