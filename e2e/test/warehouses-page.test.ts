import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { repositoryPath } from "./commands.ts";
import { codeBlocks, oneLine, pageText, sections, tableRows } from "./how-to/markdown.ts";

interface Loader {
  readonly name: string;
  readonly pip_url: string;
  readonly settings: readonly { readonly name: string }[];
  readonly config: { readonly [setting: string]: unknown };
}

const page = pageText("warehouses");
const loaders: Loader[] = codeBlocks(page).flatMap(({ language, code }) =>
  language === "yaml" ? parse(code).loaders : [],
);
const tried = tableRows(sections(page, 2).get("What we tried") ?? "");
const suites = ["warehouses", "dlt", "airbyte"].map((name) =>
  readFileSync(repositoryPath(`e2e/deep/python/${name}.test.ts`), "utf8"),
);
const example = readFileSync(repositoryPath("examples/meltano/meltano.yml"), "utf8");

test.each(
  tried
    .filter(([, , by = ""]) => by.startsWith("every commit"))
    .map(([name = "", version = ""]) => [name, version]),
)("%s is loaded by the tests with the version that the page names", (_, version) => {
  const [, pin] = /^`(.+)`$/.exec(version) ?? [];
  if (pin === undefined) expect(version).toBe("of the same release");
  else expect([...suites, example].some((text) => text.includes(pin))).toBe(true);
});

describe.each(loaders)("the loader $name", ({ name, pip_url, settings, config }) => {
  test("has the version of the table, and declares each setting that it sets", () => {
    const [, version] = tried.find(([target]) => target === `\`${name}\``) ?? [];
    expect(version).toBe(`\`${pip_url}\``);
    const declared = settings.map((setting) => setting.name);
    expect(declared).toEqual(expect.arrayContaining(Object.keys(config)));
  });

  test("is said to be by its documentation alone where no test loads with it", () => {
    const isTried = [...suites, example].some((text) => text.includes(pip_url));
    const section = [...sections(page, 2).values()].find((text) => text.includes(`- name: ${name}\n`)) ?? "";
    expect(oneLine(section).includes("By the documentation of the target; we did not load with it.")).toBe(
      !isTried,
    );
  });
});

test("Postgres is set up as in the example", () => {
  const ofExample: Loader[] = parse(example).plugins.loaders;
  const postgres = loaders.find(({ name }) => name === "target-postgres");
  const { capabilities: _, ...same } = ofExample.find(({ name }) => name === "target-postgres") as Loader & {
    capabilities: unknown;
  };
  expect(postgres).toEqual({ ...same, namespace: "target_postgres", executable: "target-postgres" });
});
