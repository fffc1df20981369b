import { AuthError, GraphError } from "@tap-instagram/core";

/** Whether nothing more can be read after an error: the token is not accepted, or the API does not answer at all. */
export function endsRun(error: unknown): boolean {
  return !(error instanceof GraphError) || error instanceof AuthError || error.reason === "no-answer";
}
