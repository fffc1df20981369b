import type { GraphNode } from "@tap-instagram/core";
import { collaborationInvites as edge } from "@tap-instagram/core/edges";
import { key } from "../../columns/column.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import { edgeStream } from "../shared/edge-stream.ts";

/** One record per invitation that waits for an answer. The tap never answers one. */
export const collaborationInvites: StreamDefinition<GraphNode[]> = edgeStream({
  edge,
  description:
    "Invitations to be a collaborator that wait for an answer (Facebook Login): one API call per 50. Meta allows 300 reads per account and day; a run makes 100 at most",
  keys: { media_id: key("Id of the post") },
});
