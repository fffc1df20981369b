import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { repositoryPath } from "../src/processes/commands.ts";
import { figuresIn, pageOf, type Results } from "../src/report/results.ts";

test("the page shows the figures of results.json, each with the day, the machine and the runs that it is of", () => {
  const results: Results = JSON.parse(readFileSync(repositoryPath("bench/results.json"), "utf8"));
  const page = readFileSync(repositoryPath("bench/RESULTS.md"), "utf8");
  expect(figuresIn(page).figures.trim()).toBe(pageOf(results));
  const [first, ...others] = results.measures;
  if (first === undefined) throw new Error("There are no results");
  const later = { ...first, at: "2027-02-03T04:05:06Z", runs: 7, node: "v30.0.0" };
  const lines = pageOf({ measures: [later, ...others] }).match(/^Measured .*$/gm);
  expect(lines?.[0]).toMatch(/^Measured 2027-02-03 on .*, Node v30\.0\.0; 7 pairs of runs\.$/);
  expect(lines?.slice(1)).toEqual(pageOf({ measures: others }).match(/^Measured .*$/gm));
});
