import type { GraphError } from "@tap-instagram/core";

/** What became of one thing that was asked for; `undefined` where it was not asked. */
export type OutcomeOfOne = { ok: true } | { ok: false; error: GraphError } | undefined;

/** Failures that are likely to be of every media. */
const sharedFailures: ReadonlySet<GraphError["kind"]> = new Set([
  "auth",
  "permission",
  "transient",
  "quota-exhausted",
  "rate-limit",
]);

/** The failure of media of which every one failed, and none for a reason of its own. */
export function allFailed(outcomes: readonly OutcomeOfOne[]): GraphError | undefined {
  let failure: GraphError | undefined;
  for (const outcome of outcomes) {
    if (!outcome || outcome.ok || !sharedFailures.has(outcome.error.kind)) return undefined;
    // Another stream may do with the token as it is.
    if (outcome.error.reason === "wrong-token-type") return undefined;
    failure ??= outcome.error;
  }
  return failure;
}

/** The failure of a quota that is used up: whatever is asked for next fails like it. */
export function quotaFailure(outcomes: readonly OutcomeOfOne[]): GraphError | undefined {
  const errors = outcomes.flatMap((outcome) => (outcome && !outcome.ok ? [outcome.error] : []));
  return errors.find(({ kind }) => kind === "quota-exhausted" || kind === "rate-limit");
}
