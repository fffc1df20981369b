import { createRedactor } from "@tap-instagram/core";
import { shortened } from "./describe.ts";
import type { Outcome } from "./outcome.ts";

const mostCharacters = 400;
const redactTokenShapes = createRedactor();

/** The last door before a text is shown: no secret, no id, no address, and none of the account's own words. */
export function scrubbed(outcome: Outcome, redact: (text: string) => string): Outcome {
  const clean = (text: string) => shortened(redactTokenShapes(redact(text)), mostCharacters);
  switch (outcome.verdict) {
    case "agrees":
      return outcome.found === undefined ? outcome : { ...outcome, found: clean(outcome.found) };
    case "differs":
      return { ...outcome, expected: clean(outcome.expected), found: clean(outcome.found) };
    case "refused":
      return { ...outcome, found: clean(outcome.found), hint: outcome.hint && clean(outcome.hint) };
    case "not-testable":
      return { ...outcome, missing: clean(outcome.missing) };
    default:
      return outcome;
  }
}
