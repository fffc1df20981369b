import type { GraphError } from "./index.ts";

/** The example of the README: what a caller can do about each kind of error. A test meets every kind. */
// #region readme
export function nextStep(error: GraphError): string {
  switch (error.kind) {
    case "transient":
      return "try again later: every retry failed";
    case "quota-exhausted":
      return `run again in ${Math.ceil((error.retryAfterMs ?? 0) / 60_000)} minutes`;
    case "rate-limit":
      return "nothing: the client waits by itself";
    case "too-much-data":
      return "ask for fewer fields";
    case "auth":
      return `replace the token: ${error.hint}`;
    case "permission":
      return `change what the token may do: ${error.hint}`;
    case "not-found":
      return "skip it: deleted, or not visible to this token";
    case "no-insights":
      return `skip its insights: ${error.reason}`;
    case "refused-name":
      return "ask again without the names it refuses";
    case "misuse":
      return `correct the request: ${error.message}`;
  }
}
// #endregion readme
