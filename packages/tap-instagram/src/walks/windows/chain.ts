import type { MediaNode } from "@tap-instagram/core";
import type { LostFromList } from "../../sync/stream.ts";

/** A part of a timeline. Both bounds count; in milliseconds since the epoch. */
export interface Range {
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
}

/** A part of a timeline that is read. */
export interface TimelineRange extends Range {
  /** How long the newer part is that earlier runs have read, in milliseconds. Default: none. */
  readonly readBeforeMs?: number | undefined;
}

/** What a chain of pages is read for. */
export interface ChainRequest extends Range {
  /** Whether the walk can do without this chain. */
  readonly isAhead?: boolean | undefined;
  readonly signal: AbortSignal;
}

/** A page of a chain, and what else came up to its end. */
export interface ChainPage {
  readonly media: readonly MediaNode[];
  /** What the list did not bring. */
  readonly lost: readonly LostFromList[];
  /** Whether the API lists no more behind it, although there may be more. */
  readonly isCapped: boolean;
}

/** Reads the pages of a list from one cursor to the next. */
export type ChainReader = (request: ChainRequest) => AsyncIterable<ChainPage>;

/** What a reader of pages tells beside them. */
export interface Tell {
  readonly onLost: (lost: LostFromList) => void;
  readonly onCapped: () => void;
}

/** Keeps what a reader tells together with the page that it belongs to: a page that is read ahead may never be used. */
export function chainsOf(
  read: (request: ChainRequest, tell: Tell) => AsyncIterable<MediaNode[]>,
): ChainReader {
  return async function* chain(request) {
    let lost: LostFromList[] = [];
    let isCapped = false;
    const pageOf = (media: readonly MediaNode[]): ChainPage => {
      const page = { media, lost, isCapped };
      lost = [];
      return page;
    };
    const tell: Tell = { onLost: (one) => void lost.push(one), onCapped: () => (isCapped = true) };
    try {
      for await (const media of read(request, tell)) yield pageOf(media);
    } catch (error) {
      if (lost.length > 0) yield pageOf([]);
      throw error;
    }
    if (lost.length > 0 || isCapped) yield pageOf([]);
  };
}

/** The media of pages. Tells of everything else when it comes to it. */
export async function* told(
  pages: AsyncIterable<ChainPage>,
  { onLost, onCapped }: Tell,
): AsyncGenerator<MediaNode[], void, undefined> {
  for await (const { media, lost, isCapped } of pages) {
    for (const one of lost) onLost(one);
    if (isCapped) onCapped();
    yield [...media];
  }
}
