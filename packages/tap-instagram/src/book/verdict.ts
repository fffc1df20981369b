import type { Book } from "./book.ts";
import { reasons } from "./reasons.ts";

/**
 * How a run went, by the book. `complete`: nothing is missing. `quota`: something is left because the quota is used up.
 * `cut`: the run ended before its end, because it reached its longest time.
 * `not-permitted`: nothing came, and a token, a permission or an account is the reason for all of it.
 */
export type Verdict = "complete" | "incomplete" | "not-permitted" | "quota" | "cut";

/**
 * How a run went. Only what is missing counts: what is unavailable or pending is not a failure.
 *
 * @example
 * ```ts
 * import { sync, verdictOf, type SyncRequest } from "tap-instagram/engine";
 *
 * const isComplete = async (request: SyncRequest) => verdictOf(await sync(request)) === "complete";
 * ```
 */
export function verdictOf(book: Book): Verdict {
  const lacks = [book.accounts, ...book.chapters].flatMap((chapter) => chapter.lacks);
  const missing = lacks.map(({ reason }) => reason).filter((reason) => reasons[reason].ending === "missing");
  if (missing.length === 0) return "complete";
  if (missing.includes("quota")) return "quota";
  if (missing.includes("out-of-time")) return "cut";
  const isNothingDelivered = book.chapters.every(({ counts }) => counts.delivered === 0);
  const isForPermission = missing.every((reason) => reasons[reason].help === "act");
  return isNothingDelivered && isForPermission ? "not-permitted" : "incomplete";
}
