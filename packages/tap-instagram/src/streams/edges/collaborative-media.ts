import type { GraphNode } from "@tap-instagram/core";
import { collaborativeMedia as edge } from "@tap-instagram/core/edges";
import type { StreamDefinition } from "../../sync/stream.ts";
import { edgeStream } from "../shared/edge-stream.ts";

/** One record per post of another account of which this account is a collaborator. */
export const collaborativeMedia: StreamDefinition<GraphNode[]> = edgeStream({
  edge,
  description:
    "Posts of others of which the account is an accepted collaborator (Facebook Login): one API call per page. Counts that the owner hides are null",
  idIsOf: "the post",
});
