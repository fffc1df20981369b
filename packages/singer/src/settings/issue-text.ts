import { getDotPath, type BaseIssue } from "valibot";
import { preview } from "../json/json.ts";

type Issue = BaseIssue<unknown>;

/** Forms as people call them, by the name that the library has for them. */
const forms: { readonly [expected: string]: string } = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  Array: "a list",
  Object: "an object",
};

/**
 * All issues as one text, with the place of those about a part: `.period: found "hour", wanted "day"; …`. An issue about the
 * whole says what is wanted alone. Does not quote what is hidden.
 */
export function issueText(issues: readonly Issue[], hides = false): string {
  return issues
    .map((issue) => {
      const path = getDotPath(issue);
      const wanted = wantedOf(issue);
      if (path === null) return hides ? wanted : issue.message;
      if (hides) return `.${path}: found a secret value, wanted ${wanted}`;
      return `.${path}: ${issue.message === wanted ? inOurWords(issue) : issue.message}`;
    })
    .join("; ");
}

/** The message of an issue for which a schema has none of its own. */
export function inOurWords(issue: Issue): string {
  if (issue.expected === "never") return "unknown key";
  if (issue.input === undefined) return "not set, but it is required";
  return `found ${preview(issue.input)}, wanted ${wantedOf(issue)}`;
}

/** `text`, `at least 1`, `"day" or "week"`. */
export function wantedOf({ expected, type }: Issue): string {
  if (expected === null) return `a value that passes the check ${type}`;
  const form = forms[expected];
  if (form !== undefined) return form;
  if (expected.startsWith(">=")) return `at least ${expected.slice(2)}`;
  if (expected.startsWith("<=")) return `at most ${expected.slice(2)}`;
  const isChoice = expected.startsWith("(") && expected.endsWith(")");
  return isChoice ? expected.slice(1, -1).split(" | ").map(formOf).join(" or ") : expected;
}

function formOf(expected: string): string {
  return forms[expected] ?? expected;
}
