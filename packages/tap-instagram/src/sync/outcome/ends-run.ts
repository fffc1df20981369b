import {
  AuthError,
  GraphError,
  PermissionError,
  QuotaExhaustedError,
  type GraphErrorReason,
} from "@tap-instagram/core";

const silent = new Set<GraphErrorReason>(["no-answer", "given-up"]);

/** Whether nothing more can be read after an error: the token is not accepted, or the API does not answer any more. */
export function endsRun(error: unknown): boolean {
  return !(error instanceof GraphError) || error instanceof AuthError || silent.has(error.reason);
}

/** Whether an error is about the one thing that was asked for, such as a rival, and the next one may be answered. */
export function isOfOne(error: unknown): error is GraphError {
  if (!(error instanceof GraphError) || endsRun(error)) return false;
  return !(error instanceof PermissionError || error instanceof QuotaExhaustedError);
}
