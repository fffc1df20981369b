import type { MediaNode } from "@tap-instagram/core";
import { pollAttachment } from "@tap-instagram/core/edges";
import type { StreamDefinition } from "../../sync/stream.ts";
import { mediaEdgeStream } from "../shared/media-edge-stream.ts";

/** One record per post with a poll. */
export const mediaPolls: StreamDefinition<MediaNode[]> = mediaEdgeStream({
  name: "media_polls",
  edge: pollAttachment,
  description:
    "Polls in captions, with the share of the votes for each option (Facebook Login): one API call per post with a poll. Where the API does not tell which posts have one, the setting poll_media_ids names them",
  fields: ["has_poll"],
  wanted: ({ settings }) => {
    const named = new Set(settings.poll_media_ids);
    return ({ id, has_poll: hasPoll }) => hasPoll === true || named.has(id);
  },
});
