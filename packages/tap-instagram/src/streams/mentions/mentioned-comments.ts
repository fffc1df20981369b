import { mentionedCommentFields } from "@tap-instagram/core/edges";
import { text } from "../../columns/column.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import type { MentionsChunk } from "../../walks/mentions.ts";
import { mentionStream } from "./mention-stream.ts";

/** One record per comment of somebody else that mentions the account. */
export const mentionedComments: StreamDefinition<MentionsChunk> = mentionStream({
  name: "mentioned_comments",
  kind: "comment",
  description:
    "Comments of others that mention the account, by ids that webhooks brought (Facebook Login): one API call each. See the setting webhook_spool",
  columns: { media_id: text("Id of the post that has the comment", { field: null }) },
  fields: mentionedCommentFields,
});
