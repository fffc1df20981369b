import { readMedia, type MediaNode } from "@tap-instagram/core";
import { metricsOfAllPosts } from "@tap-instagram/core/matrix";
import { warnDropped } from "../log/warn-dropped.ts";
import type { Walk } from "../sync/stream.ts";

/** An account's posts and reels in pages, newest first; with their insights where those fit into the page. */
export const mediaWalk: Walk<MediaNode[]> = {
  name: "media",
  chunks: (context, { account, fields, childFields, metrics, startMs, signal }) => {
    const apiVersion = context.settings.api_version;
    return readMedia(context.graph, account, {
      fields,
      childFields,
      insightMetrics: metricsOfAllPosts(metrics, { host: context.graph.host, apiVersion }),
      apiVersion,
      pageSize: context.settings.page_size,
      sinceMs: startMs,
      onDroppedFields: (names) => warnDropped(context, "fields of media", names, "refused"),
      onDroppedMetrics: (names) => warnDropped(context, "metrics of media", names, "unknown"),
      signal,
    });
  },
};
