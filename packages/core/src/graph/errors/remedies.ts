import type { GraphError } from "./errors.ts";

/** Failures after which nothing more is asked: the API is given up, for all requests. */
export function isGivenUp({ reason }: GraphError): boolean {
  return reason === "no-answer" || reason === "given-up";
}

/** Failures that less at once may mend. */
export function isAboutSize({ kind, reason }: GraphError): boolean {
  return kind === "too-much-data" || reason === "timeout" || reason === "too-long";
}
