import type { GraphNode } from "@tap-instagram/core";
import { contentPublishingLimit as edge } from "@tap-instagram/core/edges";
import type { StreamDefinition } from "../../sync/stream.ts";
import { snapshotDateColumn, snapshotDateOf } from "../shared/snapshot-date.ts";
import { edgeStream } from "../shared/edge-stream.ts";

/** How much of the quota for publishing an account has used, once a day. */
export const contentPublishingLimit: StreamDefinition<GraphNode[]> = edgeStream({
  edge,
  description:
    "How many posts the account has published by API, and how many it may: one API call per account. Each day's sync adds a record",
  permissions: {
    facebook: ["instagram_content_publish"],
    instagram: ["instagram_business_content_publish"],
  },
  snapshot: {
    columns: { snapshot_date: snapshotDateColumn },
    read: (nowMs) => ({ snapshot_date: snapshotDateOf({ nowMs }) }),
  },
});
