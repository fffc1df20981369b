import { mentionedMediaFields } from "@tap-instagram/core/edges";
import type { StreamDefinition } from "../../sync/stream.ts";
import type { MentionsChunk } from "../../walks/mentions.ts";
import { mentionStream } from "./mention-stream.ts";

/** One record per post of somebody else that mentions the account. */
export const mentionedMedia: StreamDefinition<MentionsChunk> = mentionStream({
  name: "mentioned_media",
  kind: "post",
  description:
    "Posts of others whose caption mentions the account, by ids that webhooks brought (Facebook Login): one API call each. See the setting webhook_spool",
  fields: mentionedMediaFields,
});
