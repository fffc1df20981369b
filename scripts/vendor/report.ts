import type { Comparison } from "./compare.ts";
import type { Problem } from "./problems.ts";
import type { Sdk } from "./sdk/open-sdk.ts";

/** What the check found; with `--json` it is printed as it is. */
export interface Report extends Comparison {
  ok: boolean;
  /** Version of the SDK: `26.0.3`; `null` where none was read, or it does not say. */
  sdk: string | null;
}

export function reportFor({ version }: Sdk, comparison: Comparison): Report {
  return { ok: comparison.problems.length === 0, sdk: version, ...comparison };
}

/** The same for people: a line per problem, and one at the end. */
export function textOf({ sdk, names, unserved, problems }: Report): string {
  const lines = problems.map(({ kind, message }) => `${headings[kind]}: ${message}`);
  const which = `facebook-business ${sdk ?? "of an unknown version"}`;
  if (problems.length === 0)
    lines.push(
      `Our tables agree with ${which}: ${names} names, ${unserved} of them not served, each with a reason`,
    );
  else if (names > 0)
    lines.push(
      `Our tables and ${which} differ in ${problems.length} ${problems.length === 1 ? "place" : "places"}. docs/vendor.md says what to do`,
    );
  return `${lines.join("\n")}\n`;
}

const headings: Record<Problem["kind"], string> = {
  new: "New",
  gone: "Gone",
  unreadable: "Unreadable",
};
