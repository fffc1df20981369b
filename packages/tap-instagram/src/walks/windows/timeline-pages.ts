import type { InstagramAccount, MediaNode } from "@tap-instagram/core";
import type { SyncContext } from "../../sync/stream.ts";
import type { ChainPage, ChainReader, TimelineRange } from "./chain.ts";
import { SideBySide } from "./side-by-side.ts";

/** Posts that the windows of all walks may hold before it is their turn. */
const mostWaiting = 2500;

/** Requests in flight that windows leave to others: the two batches of insights of the page whose turn it is. */
const leftToOthers = 2;

/** A timeline to read. */
export interface TimelineRequest {
  readonly read: ChainReader;
  readonly account: InstagramAccount;
  readonly range: TimelineRange;
  /** The most posts that the API lists. */
  readonly cap: number;
  readonly signal: AbortSignal;
}

/** The pages of a timeline, newest first: of a large one in windows side by side, as far as other accounts leave room. */
export function timelinePages(
  context: SyncContext,
  { read, account, range, cap, signal }: TimelineRequest,
): AsyncIterable<ChainPage> {
  const { settings, timelines, nowMs, sample } = context;
  const { page_size: pageSize, concurrency } = settings;
  const { sinceMs, untilMs, readBeforeMs = 0 } = range;
  const count = account.profile["media_count"];
  const walks = () => Math.max(1, timelines.walks);
  const most = () => Math.floor((concurrency - leftToOthers) / walks());
  const isWorthIt = typeof count === "number" && concurrency > 1 && sample === undefined;
  if (!isWorthIt || !timelines.keepsBounds) return read({ sinceMs, untilMs, signal });
  const windows = new SideBySide(read, {
    pageSize,
    sinceMs,
    untilMs,
    cap,
    posts: (rate) => {
      const inRange = sinceMs === undefined ? Infinity : ((untilMs ?? nowMs) - sinceMs) * rate;
      return Math.min(count - readBeforeMs * rate, cap, inRange);
    },
    mostWaiting: () => mostWaiting / walks(),
    most: () => (timelines.keepsBounds ? most() : 0),
    onBoundsLost: (lost) => {
      if (!timelines.losesBounds(lost.how === "ignored")) return;
      const what =
        lost.how === "refused" ? `refuses it (${lost.error.message})` : "gives newer ones all the same";
      context.logger.info(
        `The list of posts cannot be read in parts: asked for posts up to a time, the API ${what}. ` +
          "The posts of large accounts are read page by page instead. That takes longer, and nothing is missing",
      );
    },
    signal,
  });
  return refilled(windows.pages(), pageSize);
}

/** Fills up pages that end at a seam: half-empty ones would need more batches for their insights. */
export async function* refilled(
  pages: AsyncIterable<ChainPage>,
  pageSize: number,
): AsyncGenerator<ChainPage, void, undefined> {
  const media: MediaNode[] = [];
  try {
    for await (const page of pages) {
      media.push(...page.media);
      const isFull = media.length >= pageSize;
      if (isFull || page.lost.length > 0 || page.isCapped)
        yield { ...page, media: isFull ? media.splice(0, pageSize) : [] };
    }
  } catch (error) {
    if (media.length > 0) yield { media, lost: [], isCapped: false };
    throw error;
  }
  if (media.length > 0) yield { media, lost: [], isCapped: false };
}
