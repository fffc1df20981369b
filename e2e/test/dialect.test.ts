import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { repositoryPath } from "./commands.ts";
import { lintCases, type Case } from "./lint.ts";

const cases: readonly Case[] = [
  {
    claim: "a constant that shouts",
    path: "packages/core/src/graph/limits.ts",
    refused: "export const MAX_PAGES = 3;\n",
    accepted: "export const maxPages = 3;\n",
    says: "eslint(id-match)",
  },
  {
    claim: "++",
    path: "packages/core/src/graph/count.ts",
    refused: "export function next(count: number): number {\n  let n = count;\n  n++;\n  return n;\n}\n",
    accepted: "export function next(count: number): number {\n  let n = count;\n  n += 1;\n  return n;\n}\n",
    says: "eslint(no-plusplus)",
  },
  {
    claim: "it(…) for a test",
    path: "packages/core/src/graph/count.test.ts",
    refused: 'import { expect, it } from "vitest";\n\nit("counts", () => expect(1).toBe(1));\n',
    accepted: 'import { expect, test } from "vitest";\n\ntest("counts", () => expect(1).toBe(1));\n',
    says: "consistent-test-it",
  },
  {
    claim: "braces around what is thrown",
    path: "packages/core/src/graph/thrown.ts",
    refused: "/** @throws {GraphError} when refused. */\nexport const one = 1;\n",
    accepted: "/** @throws GraphError when refused. */\nexport const one = 1;\n",
    says: "house(throws-name)",
  },
  {
    claim: "a failure that is not called Error",
    path: "packages/core/src/graph/failures.ts",
    refused: "export class DiskFull extends RangeError {}\n",
    accepted: "export class DiskFullError extends RangeError {}\n",
    says: "house(error-name)",
  },
  {
    claim: "a property that may be absent but not undefined",
    path: "packages/core/src/graph/options.ts",
    refused: "export interface Options {\n  readonly limit?: number;\n}\n",
    accepted: "export interface Options {\n  readonly limit?: number | undefined;\n}\n",
    says: "house(absent)",
  },
  {
    claim: "a spread that leaves out what is undefined",
    path: "packages/core/src/graph/spread.ts",
    refused:
      "export const options = (limit?: number): object => ({ ...(limit === undefined ? {} : { limit }) });\n",
    accepted: "export const options = (limit?: number): object => ({ limit });\n",
    says: "house(spread-of-absent)",
  },
];

type Document = readonly [path: string, text: string];

/** The Markdown of the repository. */
function documents(): Document[] {
  const tracked = execFileSync("git", ["ls-files", "*.md"], { cwd: repositoryPath("."), encoding: "utf8" });
  const paths = tracked.split("\n").filter((path) => path !== "");
  return paths.map((path) => [path, readFileSync(repositoryPath(path), "utf8")]);
}

/** The TypeScript in a document: a file of its own for each block. */
function codeOf([path, text]: Document): [path: string, source: string][] {
  return [...text.matchAll(/^```ts\b.*\n([\s\S]*?)^```$/gm)].map(([, source = ""], index) => [
    `${path.replaceAll("/", "-")}-${index}.ts`,
    source,
  ]);
}

const planted: Document = ["some/README.md", "Text\n\n```ts\nexport const MAX_PAGES = 3;\n```\n"];
const blocks = documents().flatMap(codeOf);
const verdicts = lintCases(cases, Object.fromEntries([...blocks, ...codeOf(planted)]));

describe("the lint refuses", () => {
  test.each(cases)("$claim", (one) => {
    const { refused, accepted } = verdicts.of(one);
    expect(refused.join("\n")).toContain(one.says);
    expect(accepted.join("\n")).not.toContain(one.says);
  });
});

/** The rules of the dialect, which code in Markdown speaks, too. */
const dialect = new Set(cases.map(({ says }) => says));

function wrongIn(code: readonly (readonly [path: string, source: string])[]): string[] {
  return code.flatMap(([path]) =>
    verdicts
      .said(path)
      .filter((line) => [...dialect].some((rule) => line.includes(rule)))
      .map((line) => `${path}: ${line}`),
  );
}

describe("TypeScript in Markdown", () => {
  test("speaks the same dialect", () => {
    expect(blocks.length).toBeGreaterThan(5);
    expect(wrongIn(blocks)).toEqual([]);
  });

  test("is looked at", () => {
    expect(wrongIn(codeOf(planted))).toEqual([
      expect.stringContaining("some-README.md-0.ts: eslint(id-match)"),
    ]);
  });
});
