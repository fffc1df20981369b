import { utcTimestamp, utcTimestampOf, type MediaNode } from "@tap-instagram/core";
import type { TimelineRange } from "./windows/chain.ts";
import type { ReadBefore } from "../sync/progress/timeline-progress.ts";

/** Reads pages of media within bounds, which both count. Without a bound, all. */
export type PageReader = (range: TimelineRange) => AsyncIterable<MediaNode[]>;

/** Instants that are closer to each other than this are asked for at once: a page between them costs no more than a call. */
const closeMs = 7 * 24 * 60 * 60_000;

/**
 * Goes on with a walk that an earlier run could not finish: first what is new, then what was missing, then the older rest.
 * Does not rely on the API to keep to the bounds.
 */
export async function* resumedTimeline(
  read: PageReader,
  before: ReadBefore,
  startMs: number | undefined,
): AsyncGenerator<MediaNode[], void, undefined> {
  const start = startMs === undefined ? "" : utcTimestampOf(startMs);
  const from = later(start, before.from);
  for await (const page of read({ sinceMs: Date.parse(from) })) {
    const news = page.filter((media) => isWithin(media, { from }));
    if (news.length === 0 && page.length > 0) break;
    yield news;
  }
  const missing = new Set(before.missingAt.filter((at) => at >= start));
  for (const [oldest, newest] of groupsOf([...missing].toSorted())) {
    for await (const page of read({ sinceMs: Date.parse(oldest), untilMs: Date.parse(newest) })) {
      yield page.filter((media) => missing.has(instantOf(media) ?? ""));
      if (!page.some((media) => isWithin(media, { from: oldest }))) break;
    }
  }
  if (start > before.backTo) return;
  const untilMs = Date.parse(before.backTo);
  const readBeforeMs = Date.parse(before.from) - untilMs;
  for await (const page of read({ sinceMs: startMs, untilMs, readBeforeMs })) {
    yield page.filter((media) => isWithin(media, { to: before.backTo }) && !isWithin(media, { from }));
  }
}

/** Whether a media was published within bounds, which both count. One without an instant always is. */
function isWithin(
  media: MediaNode,
  { from = "", to }: { from?: string | undefined; to?: string | undefined },
): boolean {
  const instant = instantOf(media);
  return instant === null || (instant >= from && (to === undefined || instant <= to));
}

function instantOf(media: MediaNode): string | null {
  return utcTimestamp(media["timestamp"]);
}

/** The first and the last of instants that are close to each other. */
function groupsOf(ascending: readonly string[]): [string, string][] {
  const groups: [string, string][] = [];
  for (const at of ascending) {
    const last = groups.at(-1);
    if (last && Date.parse(at) - Date.parse(last[1]) < closeMs) last[1] = at;
    else groups.push([at, at]);
  }
  return groups;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
