import { readMedia, utcTimestamp, type MediaNode } from "@tap-instagram/core";
import { metricsOfAllPosts } from "@tap-instagram/core/matrix";
import { warnDropped } from "../log/warn-dropped.ts";
import type { Walk } from "../sync/stream.ts";
import type { Span } from "../sync/progress/timeline-progress.ts";
import { readableMedia } from "./readable-media.ts";
import { fromInstant } from "./from-instant.ts";
import { resumedTimeline } from "./resumed-timeline.ts";
import { chainsOf, told } from "./windows/chain.ts";
import { timelinePages } from "./windows/timeline-pages.ts";

// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
const mostListed = 10_000;

/** An account's posts and reels, newest first, a page at a time; with their insights in them where those fit in. */
export const mediaWalk: Walk<MediaNode[]> = {
  name: "media",
  edge: "media",
  order: "newest-first",
  // So that pages from windows do not wait for each other, see docs/decisions/0023.
  chunksAhead: 5,
  cap: mostListed,
  countField: "media_count",
  sizeOf: (page) => page.length,
  spanOf,
  chunks: (
    context,
    { account, fields, childFields, metrics, startMs, readBefore, onLost, onCapped, signal },
  ) => {
    const apiVersion = context.settings.api_version;
    // How far the walk has come is told by the time of the posts.
    const asked = [...new Set([...fields, "timestamp"])];
    const read = chainsOf((request, tell) =>
      readableMedia(
        (onLostMedia) =>
          readMedia(context.graph, account, {
            ...request,
            fields: asked,
            childFields,
            metrics: metricsOfAllPosts(metrics, { host: context.graph.host, apiVersion }),
            apiVersion,
            pageSize: context.settings.page_size,
            onDroppedFields: (names) => warnDropped(context, "fields of media", names, "refused"),
            onLost: onLostMedia,
            onCapped: tell.onCapped,
            memory: context.fieldMemory,
            onDroppedMetrics: (names) => warnDropped(context, "metrics of media", names, "unknown"),
          }),
        asked,
        tell.onLost,
      ),
    );
    const pages = fromInstant(
      (range) =>
        told(timelinePages(context, { read, account, range, cap: mostListed, signal }), {
          onLost: (lost) => onLost(lost, "post"),
          onCapped,
        }),
      context,
    );
    return context.timelines.counted(
      readBefore ? resumedTimeline(pages, readBefore, startMs) : pages({ sinceMs: startMs }),
    );
  },
};

/**
 * The newest and the oldest publication of a page. Where the posts are in another order than the API documents, an older
 * one among them does not tell how far back the walk has come.
 */
export function spanOf(page: readonly MediaNode[]): Span | undefined {
  const instants = page.flatMap(({ timestamp: publishedAt }) => utcTimestamp(publishedAt) ?? []);
  const newestFirst = instants.toSorted().toReversed();
  const newest = newestFirst[0];
  if (newest === undefined) return undefined;
  const isInOrder = instants.every((instant, position) => instant === newestFirst[position]);
  return { newest, oldest: (isInOrder ? newestFirst.at(-1) : undefined) ?? newest };
}
