import { readMedia, utcTimestamp, type MediaNode } from "@tap-instagram/core";
import { metricsOfAllPosts } from "@tap-instagram/core/matrix";
import { warnDropped } from "../log/warn-dropped.ts";
import type { Walk } from "../sync/stream.ts";
import type { Span } from "../sync/progress/timeline-progress.ts";

/** An account's posts and reels, newest first, a page at a time; with their insights in them where those fit in. */
export const mediaWalk: Walk<MediaNode[]> = {
  name: "media",
  order: "newest-first",
  // https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
  cap: 10_000,
  sizeOf: (page) => page.length,
  spanOf,
  chunks: (context, { account, fields, childFields, metrics, startMs, signal }) => {
    const apiVersion = context.settings.api_version;
    return readMedia(context.graph, account, {
      fields,
      childFields,
      metrics: metricsOfAllPosts(metrics, { host: context.graph.host, apiVersion }),
      apiVersion,
      pageSize: context.settings.page_size,
      sinceMs: startMs,
      onDroppedFields: (names) => warnDropped(context, "fields of media", names, "refused"),
      onDroppedMetrics: (names) => warnDropped(context, "metrics of media", names, "unknown"),
      signal,
    });
  },
};

/** The newest and the oldest publication of a page. */
function spanOf(page: readonly MediaNode[]): Span | undefined {
  const instants = page.flatMap(({ timestamp: publishedAt }) => utcTimestamp(publishedAt) ?? []).toSorted();
  const [oldest, newest] = [instants[0], instants.at(-1)];
  return oldest === undefined || newest === undefined ? undefined : { newest, oldest };
}
