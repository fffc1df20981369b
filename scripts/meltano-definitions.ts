/**
 * Writes the plugin definitions in meltano/ from the settings, and what the example selects. With --check it only says
 * which of them are stale.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { tapSettings } from "@tap-instagram/singer/reference";
import { createTapInstagram } from "tap-instagram";
import { targetJsonl } from "target-jsonl";
import { hubDefinition, hubMaintainers, maintainerOf } from "./meltano/hub-definition.ts";
import { pluginDefinition, selectionOf } from "./meltano/plugin-definition.ts";
import { definitionYaml, hubYaml, replaceSelection } from "./meltano/yaml.ts";
import { repositoryAddress } from "./repository/address.ts";
import { distributions } from "./wheels/distributions.ts";

const repo = repositoryAddress();
const tap = createTapInstagram();
const tapInstagram = { ...tap, settings: tapSettings(tap) };
const plugins = [
  {
    plugin: tapInstagram,
    listing: {
      label: "Instagram",
      pipUrl: distributionOf(tapInstagram.name),
      repo,
      domainUrl: "https://developers.facebook.com/docs/instagram-platform",
      logoUrl: "/assets/logos/extractors/instagram.png",
      keywords: ["api", "marketing", "social media"],
      prerequisites:
        "A professional account on Instagram, and an access token. After the installation, `tap-instagram auth` makes one, and `tap-instagram check` says what it can read.",
    },
    streams: tapInstagram.streams(),
  },
  {
    plugin: targetJsonl,
    listing: {
      label: "JSON Lines",
      pipUrl: distributionOf(targetJsonl.name),
      repo,
      domainUrl: "https://jsonlines.org",
      logoUrl: "/assets/logos/loaders/jsonl.png",
      keywords: ["file", "jsonl"],
    },
  },
];
const definitions = plugins.flatMap(({ plugin, listing, streams }) =>
  (["pip", "executable"] as const).map((installation) => {
    const file = `${plugin.name}${installation === "pip" ? "" : ".executable"}.yml`;
    const comments = [
      "Generated from the settings; `npm run meltano` writes it anew.",
      `Use it with: meltano add --from-ref ${file} ${plugin.name}`,
      // Meltano 4.4 keeps the settings of a definition, drops what it calls its extras, and then selects everything.
      ...(streams
        ? [`Then: meltano config set ${plugin.name} _select --from-file ${selectionFile(plugin.name)}`]
        : []),
    ];
    const definition = pluginDefinition(plugin, listing, installation, streams);
    return { path: `meltano/${file}`, text: definitionYaml(definition, comments) };
  }),
);
const forTheHub = [
  ...plugins.map(({ plugin, listing, streams }) => {
    const folder = streams === undefined ? "loaders" : "extractors";
    const definition = hubDefinition(plugin, listing, streams);
    return {
      path: `meltano/hub/${plugin.name}.yml`,
      definition,
      place: `_data/meltano/${folder}/${plugin.name}/${maintainerOf(repo)}.yml`,
    };
  }),
  {
    path: "meltano/hub/maintainers.yml",
    definition: hubMaintainers(repo),
    place: "_data/maintainers.yml, in alphabetical order",
  },
].map(({ path, definition, place }) => ({
  path,
  text: hubYaml(definition, [
    "Generated from the settings; `npm run meltano` writes it anew. docs/publishing.md says what to do with it.",
    `Its place in the Hub: ${place}`,
  ]),
}));
const selection = selectionOf(tapInstagram.streams());
const selectionList = {
  path: `meltano/${selectionFile(tapInstagram.name)}`,
  text: `${JSON.stringify(selection, undefined, 2)}\n`,
};
const examplePath = "examples/meltano/meltano.yml";
const example = {
  path: examplePath,
  text: replaceSelection(readFileSync(urlOf(examplePath), "utf8"), tapInstagram.name, selection),
};

const isCheck = process.argv.includes("--check");
if (!isCheck) mkdirSync(urlOf("meltano/hub"), { recursive: true });
for (const { path, text } of [...definitions, ...forTheHub, selectionList, example]) {
  if (existsSync(urlOf(path)) && readFileSync(urlOf(path), "utf8") === text) continue;
  if (!isCheck) writeFileSync(urlOf(path), text);
  else {
    process.stderr.write(`${path} is stale; run npm run meltano\n`);
    process.exitCode = 1;
  }
}

/** A file for `meltano config set`. */
function selectionFile(plugin: string): string {
  return `${plugin}.select.json`;
}

function distributionOf(command: string): string {
  const distribution = distributions.find(({ packageFolder }) => packageFolder === command);
  if (!distribution) throw new Error(`No Python distribution carries ${command}`);
  return distribution.name;
}

function urlOf(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}
