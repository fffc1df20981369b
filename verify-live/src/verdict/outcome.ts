/** What became of a check. Texts hold shapes, types, error codes and names of fields, and nothing of the account's. */
export type Outcome =
  | { verdict: "agrees"; found?: string | undefined }
  | { verdict: "differs"; expected: string; found: string }
  /** The token may not ask this. Either a permission is missing, or the API refuses it to every token. */
  | { verdict: "refused"; found: string; hint?: string | undefined }
  | { verdict: "not-testable"; missing: string };

/** @param found Which one it was, where the fact allows for several. */
export function agrees(found?: string): Outcome {
  return { verdict: "agrees", found };
}

export function differs(expected: string, found: string): Outcome {
  return { verdict: "differs", expected, found };
}

/** Agrees or differs; `found` is told in either case only where it says more than the claim. */
export function agreesIf(holds: boolean, expected: string, found: string): Outcome {
  return holds ? agrees() : differs(expected, found);
}

/** Thrown by whatever a check needs and the account does not have. The message says what is missing. */
export class NotTestableError extends Error {
  override readonly name = "NotTestableError";
}
