import { AuthError, GraphError, type GraphErrorReason } from "@tap-instagram/core";

const silent = new Set<GraphErrorReason>(["no-answer", "given-up"]);

/** Whether nothing more can be read after an error: the token is not accepted, or the API does not answer any more. */
export function endsRun(error: unknown): boolean {
  return !(error instanceof GraphError) || error instanceof AuthError || silent.has(error.reason);
}
