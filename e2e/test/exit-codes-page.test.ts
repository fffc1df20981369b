import { readFileSync } from "node:fs";
import {
  AuthError,
  NoInstagramAccountError,
  PermissionError,
  QuotaExhaustedError,
  TransientError,
} from "@tap-instagram/core";
import { exitCodeOfError, type Verdict } from "tap-instagram/engine";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { exitCodeOf } from "../../packages/tap-instagram/src/singer/exit-code.ts";
import { repositoryPath } from "./commands.ts";
import { codeBlocks, pageText, sections, tableRows } from "./how-to/markdown.ts";

const page = pageText("exit-codes");
const rows = new Map(
  tableRows(sections(page, 2).get("What each code wants") ?? "").flatMap(([codes = "", ...cells]) =>
    codes.split(", ").map((code) => [Number(code), cells] as const),
  ),
);

/** Each verdict, with the words by which the page tells it. A new verdict does not compile without words. */
const verdicts: { readonly [verdict in Verdict]: RegExp } = {
  complete: /nothing is missing/,
  incomplete: /some accounts or streams failed/,
  "not-permitted": /a permission is missing for everything/,
  quota: /quota used up/,
  cut: /`max_run_minutes` reached/,
};

const verdictNames = Object.keys(verdicts) as Verdict[];

test.each(verdictNames)("the page tells of a run that is %s at its exit code", (verdict) => {
  expect(rows.get(exitCodeOf(verdict, "fail"))?.[0]).toMatch(verdicts[verdict]);
});

const details = { endpoint: "GET /me", reason: "unknown" } as const;

test.each([
  ["a token that is refused", new AuthError("", details), /refuses the token/],
  ["a permission", new PermissionError("", details), /permission is missing/],
  ["a token without an account", new NoInstagramAccountError(""), /no Instagram account/],
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
  const ofRuns = verdictNames.map((verdict) => exitCodeOf(verdict, "fail"));
  // 1 and 2 are those of the Singer kit, 75 of pipe.sh, 126 and 127 of shells; the rest are signals.
  const others = [1, 2, 75, 126, 127, 130, 137, 143];
  expect([...rows.keys()]).toEqual([...new Set([...ofRuns, ...others])].toSorted((a, b) => a - b));
});

test("a Job of Kubernetes ends at once for the codes that need a person, on the page and in the example", () => {
  const ofPeople = [...rows].filter(([, [, who]]) => who?.startsWith("you:")).map(([code]) => code);
  const { code = "" } = codeBlocks(page).find(({ language }) => language === "yaml") ?? {};
  const manifest = readFileSync(repositoryPath("examples/kubernetes/instagram.yml"), "utf8");
  const job = parseAllDocuments(manifest).map((document) => document.toJS())[1].spec.jobTemplate.spec;
  for (const { rules } of [parse(code).podFailurePolicy, job.podFailurePolicy]) {
    const failing = rules.find(({ action }: { action: string }) => action === "FailJob");
    expect(failing.onExitCodes.values).toEqual(ofPeople);
  }
});
