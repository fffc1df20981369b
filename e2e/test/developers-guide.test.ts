import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryPath } from "./commands.ts";

/** The first two cells of each row of the table below a heading. */
function tableBelow(heading: string, page: string): [change: string, place: string][] {
  const [, section = ""] = page.split(`\n## ${heading}\n`);
  const lines = section.split("\n## ", 1)[0]?.split("\n") ?? [];
  const rows = lines.filter((line) => line.startsWith("|")).slice(2);
  return rows.map((line) => {
    const [, change = "", place = ""] = line.split("|").map((cell) => cell.trim());
    return [change, place];
  });
}

const changes = tableBelow("Where does it belong?", readFileSync(repositoryPath("AGENTS.md"), "utf8"));

test("the guide has a table of where changes belong", () => {
  expect(changes.length).toBeGreaterThan(10);
});

test.each(changes)("the guide names one place for a %s, and it is there", (_, place) => {
  const paths = [...place.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path);
  const kinds = paths.map((path) => {
    const at = repositoryPath(path);
    return existsSync(at) && statSync(at).isDirectory() === path.endsWith("/") ? "there" : `no ${path}`;
  });
  expect(kinds).toEqual(["there"]);
});

const folder = repositoryPath("docs/decisions");
const decisions = readdirSync(folder).filter((name) => name !== "README.md");

test.each(decisions)("%s says its status and the day of it, and what amends it", (name) => {
  const text = readFileSync(join(folder, name), "utf8");
  expect(text).toMatch(/^# .+\n\nStatus: (?:accepted|superseded by \[\d{4}\]\(.+\)), \d{4}-\d{2}-\d{2}\./);
  const named = [...text.matchAll(/\]\((\d{4}-[^)]+)\)/g)].map(([, path = ""]) => path);
  expect(decisions).toEqual(expect.arrayContaining(named));
});
