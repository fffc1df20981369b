import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { behaviours, isBehaviourName, resolveBehaviour, type Behaviour } from "./behaviour.ts";
import { describeAccepted } from "./declaration.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** Rows of the README's tables that are about a behaviour: name, what it accepts, default. */
const rows = readme
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, name = "", accepts = "", usual = ""]) => ({ name: name.replaceAll("`", ""), accepts, usual }))
  .filter(({ name }) => isBehaviourName(name));

function written(name: keyof Behaviour): string {
  const { accepts, usual } = behaviours[name];
  if (Array.isArray(usual)) return usual.length === 0 ? "none" : usual.join(", ");
  return accepts.kind === "word" ? `\`${String(usual)}\`` : String(usual);
}

test("the README lists every behaviour once, with what it accepts and its default", () => {
  const names = Object.keys(behaviours).filter(isBehaviourName);
  expect(rows.toSorted((left, right) => (left.name < right.name ? -1 : 1))).toEqual(
    names
      .toSorted()
      .map((name) => ({ name, accepts: describeAccepted(behaviours[name].accepts), usual: written(name) })),
  );
});

test("every default is a value that its behaviour accepts", () => {
  expect(() => resolveBehaviour(resolveBehaviour())).not.toThrow();
});

test("what is given replaces the default and leaves the rest; undefined is the default", () => {
  const behaviour = resolveBehaviour({ batchLimit: 3, meShape: undefined });
  expect(behaviour).toEqual({ ...resolveBehaviour(), batchLimit: 3 });
});

test.each<[object, string]>([
  [{ nonsense: 1 }, 'Cannot set the behaviour "nonsense": want one of requireAppsecretProof, '],
  [{ meShape: "round" }, 'Cannot set the behaviour meShape to "round": want `flat`, `wrapped`'],
  [{ etags: "yes" }, "want true, false"],
  [{ batchLimit: -1 }, "want number"],
  [{ retryAfterSeconds: "3" }, "want number, null"],
  [{ emptyInsights: ["reels"] }, "want list of `account`, `media`, `stories`"],
])("%j is refused, with what was wanted", (given, message) => {
  expect(() => resolveBehaviour(given)).toThrow(RangeError);
  expect(() => resolveBehaviour(given)).toThrow(message);
});
