import type { GraphNode } from "@tap-instagram/core";
import { scheduledMedia as edge } from "@tap-instagram/core/edges";
import type { StreamDefinition } from "../../sync/stream.ts";
import { edgeStream } from "../shared/edge-stream.ts";

/** One record per post that waits to be published. */
export const scheduledMedia: StreamDefinition<GraphNode[]> = edgeStream({
  edge,
  description:
    "Posts that wait to be published (Facebook Login): one API call per account. Known from Meta's SDK alone: the API may refuse it",
  idIsOf: "the scheduled post",
  isUndocumented: true,
});
