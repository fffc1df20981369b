import {
  AuthError,
  NoInstagramAccountError,
  PermissionError,
  QuotaExhaustedError,
  TransientError,
} from "@tap-instagram/core";
import { exitCodeOfError, type Verdict } from "tap-instagram/engine";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { exitCodeOf } from "../../packages/tap-instagram/src/singer/exit-code.ts";
import { codeBlocks, pageText, sections, tableRows } from "./how-to/markdown.ts";

const page = pageText("exit-codes");
const rows = new Map(
  tableRows(sections(page, 2).get("What each code wants") ?? "").map(([code, ...cells]) => [
    Number(code),
    cells,
  ]),
);

/** Each verdict, with the words by which the page tells it. A new verdict does not compile without words. */
const verdicts: { readonly [verdict in Verdict]: RegExp } = {
  complete: /nothing is missing/,
  incomplete: /some accounts or streams failed/,
  "not-permitted": /a permission is missing for everything/,
  quota: /quota used up/,
  cut: /`max_run_minutes` reached/,
};

test.each(Object.entries(verdicts))(
  "the page tells of a run that is %s at its exit code",
  (verdict, words) => {
    const code = exitCodeOf(verdict as Verdict, "fail");
    expect(rows.get(code)?.[0]).toMatch(words);
  },
);

const details = { endpoint: "GET /me", reason: "unknown" } as const;

test.each([
  ["a token that is refused", new AuthError("", details), /refuses the token/],
  ["a permission", new PermissionError("", details), /permission is missing/],
  [
    "a token without an account",
    new NoInstagramAccountError("", { pagesWithoutAccount: [] } as never),
    /no Instagram account/,
  ],
  ["the quota", new QuotaExhaustedError("", details), /quota/],
  [
    "an API that does not answer",
    new TransientError("", { ...details, reason: "no-answer" }),
    /no answer from the API/,
  ],
  ["an answer that fails", new TransientError("", details), /failed/],
])("the page tells of %s at its exit code", (_, error, words) => {
  expect(rows.get(exitCodeOfError(error) ?? 1)?.[0]).toMatch(words);
});

test("the page has no code that nothing ends with", () => {
  // Settings and flags end with 1 and 2 in the Singer kit; 130, 137 and 143 are signals.
  const ofRuns = Object.keys(verdicts).map((verdict) => exitCodeOf(verdict as Verdict, "fail"));
  expect([...rows.keys()]).toEqual(
    [...new Set([0, 1, 2, ...ofRuns, 130, 137, 143])].toSorted((a, b) => a - b),
  );
});

test("the Job of Kubernetes fails at once for the codes that need a person", () => {
  const { code = "" } = codeBlocks(page).find(({ language }) => language === "yaml") ?? {};
  const [rule] = parse(code).spec.jobTemplate.spec.podFailurePolicy.rules;
  const ofPeople = [...rows].filter(([, [, who]]) => who?.startsWith("you:")).map(([one]) => one);
  expect(rule.onExitCodes.values).toEqual(ofPeople);
});
