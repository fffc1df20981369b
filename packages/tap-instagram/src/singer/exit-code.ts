import {
  AuthError,
  GraphError,
  NoInstagramAccountError,
  PermissionError,
  QuotaExhaustedError,
} from "@tap-instagram/core";
import type { SyncOutcome } from "../sync/sync.ts";

/** The exit code, for a scheduler. 3 needs a person first; after 4 and 5 another run makes sense. */
export function exitCodeOf(
  { failures, completed }: SyncOutcome,
  partialFailures: "fail" | "warn",
): 0 | 3 | 4 | 5 {
  if (failures.some(({ kind }) => kind === "quota")) return 5;
  if (failures.length === 0) return 0;
  if (completed === 0) return failures.every(({ kind }) => kind === "lasting") ? 3 : 4;
  return partialFailures === "warn" ? 0 : 4;
}

/** The exit code of an error that ends the whole sync; `undefined` for a defect. */
export function exitCodeOfError(error: unknown): 3 | 4 | 5 | undefined {
  if (
    error instanceof AuthError ||
    error instanceof PermissionError ||
    error instanceof NoInstagramAccountError
  )
    return 3;
  if (error instanceof QuotaExhaustedError) return 5;
  return error instanceof GraphError ? 4 : undefined;
}
