import type { Window } from "./window.ts";

/** How many pages the first windows have. Short ones first: then posts come steadily from the start. */
const pagesOfFirst: readonly number[] = [2, 4, 6];

/** Windows have this much more than their share of what is left, so that the last ones are short, and end together. */
const moreThanShare = 1.2;

const fewestPages = 2;

/** At a seam, a part of a page is read twice: at most a page in so many is spent on that. */
const pagesPerSeam = 7;

/** An account with fewer seams to spend is read as fast without. */
const fewestSeams = 2;

/** A page ends so much of itself before the seam, because posts do not come as steadily as planned. */
const margin = 0.15;

/** With fewer pages behind it, a window is not worth its seam. */
const fewestPagesBehind = 1.5;

/** The same between two windows. */
const fewestPagesBetween = 5;

/** What is known of a timeline before it is read. */
export interface TimelineSize {
  readonly pageSize: number;
  /** How many posts there may be, given how many an account publishes in a millisecond. */
  readonly posts: (rate: number) => number;
  /** Nothing older is wanted. In milliseconds since the epoch. */
  readonly sinceMs: number | undefined;
}

/** How far a timeline is read. */
export interface TimelineView {
  /** From new to old, without those whose posts are all taken. */
  readonly windows: readonly Window[];
  /** Posts of windows that are not among them any more. */
  readonly postsTaken: number;
  /** How many windows were opened, beside the first. */
  readonly opened: number;
  /** No post is older, as far as is known. In milliseconds since the epoch. */
  readonly endMs: number;
}

/**
 * Where the next window is to begin, in milliseconds since the epoch; `undefined` where none is worth a call. Goes by how
 * many posts a time had that was read already.
 */
export function nextWindowMs(size: TimelineSize, view: TimelineView): number | undefined {
  const { pageSize } = size;
  const { windows, postsTaken, opened } = view;
  // The count of posts may be wrong. Then a window costs a call for nothing: later ones are tried one at a time.
  if (opened >= pagesOfFirst.length && !windows.at(-1)?.newest) return undefined;
  const gaps = gapsOf(size, view);
  const [first] = gaps;
  if (!first) return undefined;
  const toEnd = postsTaken + ((first.window.fromMs ?? view.endMs) - view.endMs) * first.rate;
  const seams = Math.floor(Math.min(size.posts(first.rate), toEnd) / pageSize / pagesPerSeam);
  if (seams < fewestSeams || opened >= seams) return undefined;
  for (const { window, rate, endMs } of gaps) {
    const { fromMs, backToMs } = window;
    if (window.state !== "running" || fromMs === undefined || backToMs === undefined) continue;
    const pagesIn = (ms: number) => (ms * rate) / pageSize;
    const isLast = window === windows.at(-1);
    const share = pagesIn(fromMs - endMs) / (isLast ? seams - opened + 1 : 2);
    const wanted = pagesOfFirst[opened] ?? Math.max(fewestPages, Math.round(share * moreThanShare));
    const pages = Math.max(wanted, Math.ceil(window.posts / pageSize) + 1);
    const startMs = Math.floor((fromMs - ((pages - margin) * pageSize) / rate) / 1000) * 1000;
    // Between two windows there is much to read only where posts come closer together than was planned.
    const isWorthIt = pagesIn(startMs - endMs) >= (isLast ? fewestPagesBehind : fewestPagesBetween);
    if (startMs < backToMs && isWorthIt) return startMs;
  }
  return undefined;
}

interface Gap {
  readonly window: Window;
  /** Posts in a millisecond. */
  readonly rate: number;
  /** Where the gap behind the window most likely ends. */
  readonly endMs: number;
}

/** What is not read yet, behind each window. */
function gapsOf({ posts, sinceMs }: TimelineSize, { windows, postsTaken, endMs }: TimelineView): Gap[] {
  const gaps: Gap[] = [];
  let rate: number | undefined;
  let known = postsTaken;
  for (const [index, window] of windows.entries()) {
    rate = rateOf(window) ?? rate;
    const { backToMs } = window;
    if (rate === undefined || backToMs === undefined) continue;
    known += window.posts;
    const nextMs = windows[index + 1]?.fromMs;
    if (nextMs === undefined) {
      const restMs = Math.max(0, posts(rate) - known) / rate;
      gaps.push({ window, rate, endMs: Math.max(backToMs - restMs, endMs, sinceMs ?? -Infinity) });
    } else {
      if (window.state === "running") known += Math.max(0, backToMs - nextMs) * rate;
      gaps.push({ window, rate, endMs: nextMs });
    }
  }
  return gaps;
}

function rateOf({ posts, fromMs, backToMs }: Window): number | undefined {
  if (posts < 2 || fromMs === undefined || backToMs === undefined) return undefined;
  return posts / Math.max(1000, fromMs - backToMs);
}
