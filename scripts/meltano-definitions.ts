/**
 * Writes the plugin definitions in meltano/ from the settings, and what the example selects. With --check it only says
 * which of them are stale.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { createTapInstagram } from "tap-instagram";
import { targetJsonl } from "target-jsonl";
import { pluginDefinition, selectionOf } from "./meltano/plugin-definition.ts";
import { replaceSelection } from "./meltano/replace-selection.ts";
import { toYaml } from "./meltano/to-yaml.ts";
import { distributions } from "./wheels/distributions.ts";

const tapInstagram = createTapInstagram();
const plugins = [
  {
    plugin: tapInstagram,
    listing: { label: "Instagram", pipUrl: distributionOf(tapInstagram.name) },
    streams: tapInstagram.streams(),
  },
  { plugin: targetJsonl, listing: { label: "JSON Lines", pipUrl: distributionOf(targetJsonl.name) } },
];
const definitions = plugins.flatMap(({ plugin, listing, streams }) =>
  (["pip", "executable"] as const).map((installation) => {
    const file = `${plugin.name}${installation === "pip" ? "" : ".executable"}.yml`;
    const text = [
      "# Generated from the settings; `npm run meltano` writes it anew.",
      `# Use it with: meltano add --from-ref ${file} ${plugin.name}`,
      // Meltano 4.4 keeps the settings of a definition, and drops what it calls its extras.
      ...(streams ? ["# Then copy `select` into your meltano.yml: Meltano does not take it over."] : []),
      `${toYaml(pluginDefinition(plugin, listing, installation, streams))}\n`,
    ].join("\n");
    return { path: `meltano/${file}`, text };
  }),
);
const examplePath = "examples/meltano/meltano.yml";
const example = replaceSelection(
  readFileSync(urlOf(examplePath), "utf8"),
  selectionOf(tapInstagram.streams()),
);

const isCheck = process.argv.includes("--check");
if (!isCheck) mkdirSync(urlOf("meltano"), { recursive: true });
for (const { path, text } of [...definitions, { path: examplePath, text: example }]) {
  if (existsSync(urlOf(path)) && readFileSync(urlOf(path), "utf8") === text) continue;
  if (!isCheck) writeFileSync(urlOf(path), text);
  else {
    process.stderr.write(`${path} is stale; run npm run meltano\n`);
    process.exitCode = 1;
  }
}

function distributionOf(command: string): string {
  const distribution = distributions.find(({ packageFolder }) => packageFolder === command);
  if (!distribution) throw new Error(`No Python distribution carries ${command}`);
  return distribution.name;
}

function urlOf(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}
