import {
  AuthError,
  GraphError,
  NoInstagramAccountError,
  PermissionError,
  QuotaExhaustedError,
} from "@tap-instagram/core";
import type { Verdict } from "../book/verdict.ts";

/** The exit code, for a scheduler. 3 needs a person first; after 4 and 5 another run makes sense. */
export function exitCodeOf(verdict: Verdict, partialFailures: "fail" | "warn"): 0 | 3 | 4 | 5 {
  if (verdict === "complete") return 0;
  if (verdict === "quota" || verdict === "cut") return 5;
  if (verdict === "not-permitted") return 3;
  return partialFailures === "warn" ? 0 : 4;
}

/**
 * The exit code of an error that ends the whole sync; `undefined` for a defect.
 *
 * @example
 * ```ts
 * import { exitCodeOfError, sync, type SyncRequest } from "tap-instagram/engine";
 *
 * const run = (request: SyncRequest) => sync(request).catch((error: unknown) => exitCodeOfError(error) ?? 1);
 * ```
 */
export function exitCodeOfError(error: unknown): 3 | 4 | 5 | undefined {
  if (
    error instanceof AuthError ||
    error instanceof PermissionError ||
    error instanceof NoInstagramAccountError
  )
    return 3;
  if (error instanceof QuotaExhaustedError) return 5;
  if (!(error instanceof GraphError)) return undefined;
  return error.reason === "no-answer" ? 5 : 4;
}
