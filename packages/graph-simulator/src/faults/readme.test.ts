import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { matchNames } from "./fault-match.ts";
import { lieNames } from "./lies/lie.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

test.each([
  ["match", [...matchNames]],
  ["lie", lieNames],
])("the README has every %s", (_, names) => {
  const rows = readme.split("\n").filter((line) => line.startsWith("| `"));
  const listed = new Set(rows.flatMap((row) => row.split("|")[1]?.match(/[\w-]+/g) ?? []));
  expect(names.filter((name) => !listed.has(name))).toEqual([]);
});
