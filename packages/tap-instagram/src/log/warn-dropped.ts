/** Why a name has no values: the API refuses it here, does not know it anywhere, or leaves it out of its answers. */
export type DropReason = "refused" | "unknown" | "silently-absent";

const verbs: { readonly [why in DropReason]: string } = {
  refused: "refuses",
  unknown: "does not know",
  "silently-absent": "leaves out, for at least one account,",
};

/**
 * Says once of each name that it has no values, and why.
 *
 * @param what What the names are, in the plural: `fields of media`.
 */
export function warnDropped(
  context: { warnOfNames(fate: string, names: readonly string[], advice: string): void },
  what: string,
  names: readonly string[],
  why: DropReason,
): void {
  context.warnOfNames(
    `The API ${verbs[why]} these ${what}, so they have no values`,
    names,
    "The rest is read. To end this warning, deselect them",
  );
}
