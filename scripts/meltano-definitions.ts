/**
 * Writes the plugin definitions in meltano/ from the settings. With --check it only says which of them are stale.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { createTapInstagram } from "tap-instagram";
import { targetJsonl } from "target-jsonl";
import { pluginDefinition } from "./meltano/plugin-definition.ts";
import { toYaml } from "./meltano/to-yaml.ts";

const tapInstagram = createTapInstagram();
const plugins = [
  {
    plugin: tapInstagram,
    listing: { label: "Instagram", pipUrl: "tap-instagram-node" },
    streams: tapInstagram.streams(),
  },
  { plugin: targetJsonl, listing: { label: "JSON Lines", pipUrl: "target-jsonl-node" } },
];
const pages = plugins.flatMap(({ plugin, listing, streams }) =>
  (["pip", "executable"] as const).map((installation) => {
    const file = `${plugin.name}${installation === "pip" ? "" : ".executable"}.yml`;
    const text = [
      "# Generated from the settings; `npm run meltano` writes it anew.",
      `# Use it with: meltano add --from-ref ${file} ${plugin.name}`,
      `${toYaml(pluginDefinition(plugin, listing, installation, streams))}\n`,
    ].join("\n");
    return { file, text };
  }),
);

const folder = new URL("../meltano/", import.meta.url);
const isCheck = process.argv.includes("--check");
if (!isCheck) mkdirSync(folder, { recursive: true });
for (const { file, text } of pages) {
  const path = new URL(file, folder);
  if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
  if (!isCheck) writeFileSync(path, text);
  else {
    process.stderr.write(`meltano/${file} is stale; run npm run meltano\n`);
    process.exitCode = 1;
  }
}
