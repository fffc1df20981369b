import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isMap, parse, parseDocument, visit } from "yaml";
import { hubDefinition, hubMaintainers } from "../../scripts/meltano/hub-definition.ts";
import { hubYaml } from "../../scripts/meltano/yaml.ts";
import { repositoryPath } from "./commands.ts";

/** What the Hub's JSON schemas allow, require and list: https://github.com/meltano/hub/tree/main/schemas */
const keysOfBoth =
  "capabilities commands definition description docs domain_url executable hidden keywords label log_parser logo_url " +
  "maintenance_status name namespace next_steps pip_url prereq python quality repo requires settings " +
  "settings_group_validation settings_preamble supported_python_versions usage variant";
const capabilitiesOfBoth = "about activate-version batch schema-flattening stream-maps structured-logging";
const rules = {
  "tap-instagram": {
    keys: words(`${keysOfBoth} metadata schema select`),
    capabilities: words(`${capabilitiesOfBoth} catalog discover log-based properties state test`),
  },
  "target-jsonl": {
    keys: words(`${keysOfBoth} dialect target_schema`),
    capabilities: words(
      `${capabilitiesOfBoth} datatype-failsafe hard-delete soft-delete target-schema validate-records`,
    ),
  },
};
const required = words(
  "name namespace variant quality repo label logo_url domain_url keywords maintenance_status pip_url executable settings",
);
const settingKeys = words(
  "aliases description docs documentation env hidden kind label name oauth options placeholder sensitive tooltip value",
);
const kinds = words(
  "array boolean date_iso8601 decimal email file hidden integer oauth object options password string",
);
const names = ["tap-instagram", "target-jsonl"] as const;

function words(text: string): string[] {
  return text.split(" ");
}

function textOf(name: string): string {
  return readFileSync(repositoryPath(`meltano/hub/${name}.yml`), "utf8");
}

/** The names of a map that are not among those allowed. */
function strange(map: object, allowed: readonly string[]): string[] {
  return Object.keys(map).filter((key) => !allowed.includes(key));
}

test.each(names)("the Hub's schema has every key and value of %s", (name) => {
  const definition = parse(textOf(name));
  expect(strange(definition, rules[name].keys)).toEqual([]);
  expect(required.filter((key) => !(key in definition))).toEqual([]);
  expect(definition.name).toBe(name);
  expect(definition.capabilities.filter((one: string) => !rules[name].capabilities.includes(one))).toEqual(
    [],
  );
  expect(["active", "beta", "development", "inactive", "unknown"]).toContain(definition.maintenance_status);
  expect(["gold", "silver", "bronze", "unknown"]).toContain(definition.quality);
  expect(definition.logo_url).toMatch(/^\/assets\/logos\/(extractors|loaders)\/\w+\.png$/);
  for (const setting of definition.settings) {
    expect(strange(setting, settingKeys)).toEqual([]);
    expect(kinds).toContain(setting.kind);
    for (const option of setting.options ?? []) {
      expect(strange(option, ["label", "value"])).toEqual([]);
      expect(option.value).toBeTypeOf("string");
    }
    if (/token|secret|hash_key/.test(setting.name) && setting.kind === "string")
      expect(setting).toHaveProperty("sensitive", true);
  }
});

test.each([...names, "maintainers"])("keys, settings and capabilities of %s are sorted", (name) => {
  visit(parseDocument(textOf(name)), {
    Map: (_key, map) => {
      const keys = map.items.map(({ key }) => String(key));
      expect(keys).toEqual(keys.toSorted());
    },
  });
  const { settings = [], capabilities = [] } = parse(textOf(name));
  const order = settings.map((setting: { name: string }) => setting.name);
  expect(order).toEqual(order.toSorted());
  expect(capabilities).toEqual(capabilities.toSorted());
});

test("the variant is whom the repository belongs to, and has an entry among the maintainers", () => {
  const plugin = { name: "tap-sample", description: "Reads samples.", capabilities: [], settings: {} };
  const repo = "https://github.com/Some-Owner/instagram-elt";
  const listing = {
    label: "Sample",
    pipUrl: "tap-sample",
    repo,
    domainUrl: "https://example.com",
    logoUrl: "/assets/logos/extractors/sample.png",
    keywords: ["api"],
  };
  expect(hubDefinition(plugin, listing)).toMatchObject({ variant: "some-owner", repo });
  expect(hubMaintainers(repo)).toEqual({
    "some-owner": { label: "Some-Owner", name: "some-owner", url: "https://github.com/Some-Owner" },
  });
});

test("maps and lists are written in the style of the Hub", () => {
  const text = hubYaml({ list: [{ b: 1, a: "on" }], empty: undefined, also: ["x"] }, ["A comment."]);
  expect(text).toBe('# A comment.\n\nalso:\n- x\nlist:\n- a: "on"\n  b: 1\n');
  expect(isMap(parseDocument(text).contents)).toBe(true);
});
