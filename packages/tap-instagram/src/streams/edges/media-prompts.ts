import type { MediaNode } from "@tap-instagram/core";
import { promptResponse } from "@tap-instagram/core/edges";
import type { StreamDefinition } from "../../sync/stream.ts";
import { mediaEdgeStream } from "../shared/media-edge-stream.ts";

/** One record per answer to the prompt of a post. */
export const mediaPrompts: StreamDefinition<MediaNode[]> = mediaEdgeStream({
  name: "media_prompts",
  edge: promptResponse,
  description:
    "Answers to the comment prompts of posts (Facebook Login): one API call per post of the setting prompt_media_ids. The API does not tell which posts have a prompt",
  idIsOf: "the answer",
  wanted: ({ settings }) => {
    const named = new Set(settings.prompt_media_ids);
    return ({ id }) => named.has(id);
  },
});
