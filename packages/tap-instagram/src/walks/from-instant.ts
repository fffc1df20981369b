import { GraphError, utcTimestamp, type MediaNode } from "@tap-instagram/core";
import type { SyncContext } from "../sync/stream.ts";
import type { PageReader } from "./resumed-timeline.ts";

/** So many pages in a row that are older end a walk: a single one may hold posts that the account keeps on top. */
const olderPagesToEnd = 2;

/**
 * Reads posts from an instant on, also where the API refuses to be asked for it: then from the newest one until pages are
 * older.
 */
export function fromInstant(read: PageReader, { timelines, logger }: SyncContext): PageReader {
  return async function* pages(range) {
    const { sinceMs } = range;
    if (sinceMs === undefined) return yield* read(range);
    let refusal: GraphError | undefined;
    if (timelines.takesSince) {
      let hasRead = false;
      try {
        for await (const page of read(range)) {
          hasRead = true;
          yield page;
        }
        return;
      } catch (error) {
        if (hasRead || !(error instanceof GraphError) || !mayBeOfBound(error)) throw error;
        refusal = error;
      }
    }
    let olderPages = 0;
    for await (const page of read({ ...range, sinceMs: undefined })) {
      if (refusal && timelines.refusesSince())
        logger.info(
          `Asked for posts since a time, the API refuses it (${refusal.message}). ` +
            "They are read from the newest one back to that time instead",
        );
      const wanted = page.filter((media) => isSince(media, sinceMs));
      olderPages = wanted.length === 0 && page.length > 0 ? olderPages + 1 : 0;
      if (olderPages >= olderPagesToEnd) return;
      yield wanted;
    }
  };
}

/** A missing permission is not among them: without the bound, it would be missing as well. */
function mayBeOfBound({ kind }: GraphError): boolean {
  return kind === "misuse" || kind === "refused-name";
}

/** One without an instant counts as well. */
function isSince(media: MediaNode, sinceMs: number): boolean {
  const instant = utcTimestamp(media["timestamp"]);
  return instant === null || Date.parse(instant) >= sinceMs;
}
