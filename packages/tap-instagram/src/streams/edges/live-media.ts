import type { GraphNode } from "@tap-instagram/core";
import { liveMedia as edge } from "@tap-instagram/core/edges";
import type { StreamDefinition } from "../../sync/stream.ts";
import { edgeStream } from "../shared/edge-stream.ts";

/** The broadcast that is on air during the sync; nothing at other times. */
export const liveMedia: StreamDefinition<GraphNode[]> = edgeStream({
  edge,
  description:
    "The broadcast that is on air at the time of the sync: one API call per account. Nothing before and after",
  idIsOf: "the broadcast",
});
