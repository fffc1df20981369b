import { GraphError, type InstagramAccount } from "@tap-instagram/core";
import type { Book } from "../../book/book.ts";
import { missingOf } from "../../book/reason-of.ts";
import type { Lack } from "../../book/thing.ts";
import { nameOf } from "./report.ts";

/** A stream that a run may have left. */
export interface LeftStream {
  readonly name: string;
  /** Whether it is read once, whatever the number of accounts. */
  readonly isSameForAll: boolean;
}

/**
 * Books what a run left that ended before its end: by a stop, or by a token that is no longer accepted. What was under way
 * is missing its rest, and what did not begin is missing as a whole.
 *
 * @param end Why the run was ended from outside; `undefined` where an error ended it.
 */
export function bookTheRest(
  book: Book,
  streams: readonly LeftStream[],
  accounts: readonly InstagramAccount[],
  error: unknown,
  end: "stopped" | "out-of-time" | undefined,
): void {
  const lack = lackOfRest(error, end);
  for (const { name, isSameForAll } of streams) {
    const begun = new Map(book.chaptersOf(name).map((chapter) => [chapter.account.id, chapter]));
    // The first account is the one that is read for all.
    for (const account of isSameForAll ? accounts.slice(0, 1) : accounts) {
      const chapter = begun.get(account.id) ?? book.open(name, { id: account.id, name: nameOf(account) });
      if (chapter.isClosed) continue;
      chapter.expect(1);
      chapter.lack(lack);
      book.close(chapter);
    }
  }
}

function lackOfRest(error: unknown, end: "stopped" | "out-of-time" | undefined): Lack {
  const thing = { kind: "list" } as const;
  if (end) return { thing, reason: end };
  if (error instanceof GraphError) return missingOf(thing, error);
  const message = error instanceof Error ? error.message : String(error);
  return { thing, reason: "failed", refusal: { message } };
}
