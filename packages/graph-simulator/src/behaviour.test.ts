import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isBehaviourName, resolveBehaviour } from "./behaviour.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const rows = [...readme.matchAll(/^\| `(\w+)` +\| [^|]+\| ([^|]+?) *\|/gm)]
  .map(([, name = "", given = ""]) => [name, given.replaceAll("`", "")] as const)
  .filter(([name]) => isBehaviourName(name));

test("every behaviour stands in the README with its default", () => {
  const behaviour = resolveBehaviour();
  expect(rows.map(([name]) => name).toSorted()).toEqual(Object.keys(behaviour).toSorted());
  for (const [name, given] of rows) {
    if (!isBehaviourName(name) || Array.isArray(behaviour[name])) continue;
    expect([name, given]).toEqual([name, String(behaviour[name])]);
  }
});

test("what is given replaces the default and leaves the rest", () => {
  const behaviour = resolveBehaviour({ batchLimit: 3 });
  expect(behaviour).toEqual({ ...resolveBehaviour(), batchLimit: 3 });
});
