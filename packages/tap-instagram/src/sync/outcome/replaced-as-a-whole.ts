import type { Book } from "../../book/book.ts";
import type { Reason } from "../../book/reasons.ts";
import type { Settings } from "../../settings/settings.ts";
import type { StreamDescription } from "../stream.ts";

/** Reasons for which an object has no record in any run: replacing loses nothing of it. */
const losesNothing: ReadonlySet<Reason> = new Set([
  "before-conversion",
  "too-few-viewers",
  "refused-name",
  "deleted-meanwhile",
]);

/**
 * Whether this run has read a stream whole, so that a target may delete what earlier runs wrote of it. Not where
 * anything is missing or may still come, an account is no longer seen, settings leave accounts out, or the stream is of
 * the moment or reaches back only some days.
 */
export function isReplacedAsAWhole(
  book: Book,
  stream: StreamDescription | undefined,
  settings: Settings,
): boolean {
  const { accounts = [], exclude_accounts: excluded = [], shard } = settings;
  if (accounts.length > 0 || excluded.length > 0 || shard !== undefined) return false;
  if (stream?.addsSnapshots === true || stream?.isPartial?.(settings) === true) return false;
  if (book.accounts.counts.missing > 0) return false;
  const chapters = stream ? book.chaptersOf(stream.name) : [];
  return (
    chapters.length > 0 &&
    chapters.every(
      ({ isReplaceable, counts, lacks }) =>
        isReplaceable &&
        counts.missing === 0 &&
        lacks.every(({ reason, withoutRecord }) => withoutRecord === 0 || losesNothing.has(reason)),
    )
  );
}
