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
import { parse } from "yaml";
import { exitCodeOf } from "../../packages/tap-instagram/src/singer/exit-code.ts";
import { jobOf, type FailureRule } from "../machines/kubernetes/manifest.ts";
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

/** The codes that need a person. */
const ofPeople = [...rows].filter(([, [, who]]) => who?.startsWith("you:")).map(([code]) => code);

test("a Job of Kubernetes ends at once for the codes that need a person, on the page and in the example", () => {
  const { code = "" } = codeBlocks(page).find(({ language }) => language === "yaml") ?? {};
  const manifest = readFileSync(repositoryPath("examples/kubernetes/instagram.yml"), "utf8");
  for (const { rules } of [parse(code).podFailurePolicy, jobOf(manifest).podFailurePolicy]) {
    const failing = rules.find(({ action }: FailureRule) => action === "FailJob");
    expect(failing?.onExitCodes?.values).toEqual(ofPeople);
  }
});

test.each([
  ["the asset of Dagster", "examples/dagster", "definitions.py"],
  ["the DAG of Airflow", "examples/many-accounts", "instagram_dag.py"],
])("%s is not retried for the codes that need a person, and its README says so", (_, folder, file) => {
  const source = readFileSync(repositoryPath(`${folder}/${file}`), "utf8");
  const [, listed = ""] = /^TO_BE_DONE = \{\n([^]*?)^\}$/m.exec(source) ?? [];
  const codes = [...listed.matchAll(/^ {4}(\d+): /gm)].map(([, code]) => Number(code));
  expect(codes).toEqual(ofPeople);
  const readme = readFileSync(repositoryPath(`${folder}/README.md`), "utf8");
  const row = readme.split("\n").find((line) => line.includes("fails without a retry"));
  const [, told = ""] = row?.split("|") ?? [];
  expect(told.split(",").map(Number)).toEqual(ofPeople);
});
