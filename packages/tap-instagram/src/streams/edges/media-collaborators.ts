import { utcTimestamp, type MediaNode } from "@tap-instagram/core";
import { collaborators } from "@tap-instagram/core/edges";
import type { StreamDefinition } from "../../sync/stream.ts";
import { mediaEdgeStream } from "../shared/media-edge-stream.ts";

const dayMs = 24 * 60 * 60_000;

/** One record per post and person who is invited to be its collaborator. */
export const mediaCollaborators: StreamDefinition<MediaNode[]> = mediaEdgeStream({
  name: "media_collaborators",
  edge: collaborators,
  description:
    "Who is invited to be a collaborator of the account's posts, and what became of it (Facebook Login): one API call per post that is young enough for media_collaborators_lookback_days",
  idIsOf: "the collaborator",
  wanted: ({ settings, nowMs }) => {
    const oldestMs = nowMs - settings.media_collaborators_lookback_days * dayMs;
    return (media) => {
      const publishedMs = Date.parse(utcTimestamp(media["timestamp"]) ?? "");
      return Number.isNaN(publishedMs) || publishedMs >= oldestMs;
    };
  },
});
