import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { repositoryPath } from "./commands.ts";
import { lastScreen, recordedRows } from "./how-to/recording.ts";
import { expectNoToken } from "./processes.ts";

const svg = readFileSync(repositoryPath("docs/demo.svg"), "utf8");

test("the recording in the README is small, loads nothing, and has nothing of the machine that made it", () => {
  expect(svg.length).toBeLessThan(60_000);
  const elsewhere = [...svg.matchAll(/(?:href|src)="(?!#)[^"]*"|url\((?!#)[^)]*\)|@import/g)].map(
    ([found]) => found,
  );
  expect(elsewhere).toEqual([]);
  expect(recordedRows(svg).filter((row) => /\/(?:tmp|home|root|Users)\//.test(row))).toEqual([]);
  expectNoToken(svg);
});

test("the recording ends with a table of what came, and says it in words for those who cannot see it", () => {
  const rows = lastScreen(svg).join("\n");
  expect(rows).toMatch(/stream +expected +delivered/);
  expect(rows).toMatch(/\d+ HTTP requests, \d+ API calls of quota/);
  expect(svg).toMatch(/<title id="t">[^<]+<\/title>\s*<desc id="d">[^<]+<\/desc>/);
  expect(readFileSync(repositoryPath("README.md"), "utf8")).toMatch(/!\[[^\]]{40,}\]\(docs\/demo\.svg\)/);
});

test("the recording stops on its last screen where people want no motion", () => {
  expect(svg).toMatch(/@media \(prefers-reduced-motion:reduce\)\{\.film\{animation:none\}\}/);
  const screens = [...svg.matchAll(/<g transform="translate\(0 (\d+)\)">/g)].map(([, top]) => Number(top));
  const [, still] = /\.film\{transform:translateY\((-\d+)px\)/.exec(svg) ?? [];
  expect(Number(still)).toBe((screens[0] ?? 0) - (screens.at(-1) ?? 0));
});
