import type { GraphNode } from "@tap-instagram/core";
import { upcomingEvents as edge } from "@tap-instagram/core/edges";
import type { StreamDefinition } from "../../sync/stream.ts";
import { edgeStream } from "../shared/edge-stream.ts";

/** One record per event that posts of the account announce. */
export const upcomingEvents: StreamDefinition<GraphNode[]> = edgeStream({
  edge,
  description:
    "Events that posts of the account announce (Facebook Login): one API call per account. Known from Meta's SDK alone: the API may refuse it",
  idIsOf: "the event",
  // https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login/upcoming-events
  permissions: { facebook: ["instagram_manage_upcoming_events"] },
});
