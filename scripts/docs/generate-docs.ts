/**
 * Writes docs/settings.md, docs/streams.md, docs/moving-from-airbyte.md, docs/moving-from-singer-taps.md and docs/vendor.md from the code. With --check it only says which of them are stale.
 */
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { renderSettingsReference, tapSettings } from "@tap-instagram/singer/reference";
import { createTapInstagram } from "tap-instagram";
import { streamGroups } from "tap-instagram/engine";
import { targetJsonl } from "target-jsonl";
import { renderStreamsReference } from "./streams-reference.ts";
import { renderMovingPage } from "../moving/moving-page.ts";
import { renderSingerMovingPage } from "../moving/singer-page.ts";
import { renderVendorPage } from "../vendor/vendor-page.ts";

const tapInstagram = createTapInstagram();
const pages = {
  "docs/settings.md": [
    "# Settings",
    "Generated from the code; `npm run docs` writes it anew.",
    "## tap-instagram",
    renderSettingsReference(tapSettings(tapInstagram), tapInstagram.name),
    "## target-jsonl",
    renderSettingsReference(targetJsonl.settings, targetJsonl.name),
  ].join("\n\n"),
  "docs/streams.md": renderStreamsReference(
    tapInstagram.streams(),
    streamGroups().flatMap(({ streams }) => streams),
  ),
  "docs/moving-from-airbyte.md": renderMovingPage(),
  "docs/moving-from-singer-taps.md": renderSingerMovingPage(tapInstagram.streams()),
  "docs/vendor.md": renderVendorPage(),
};

const isCheck = process.argv.includes("--check");
const stale = Object.entries(pages).filter(([path, text]) => read(path) !== text);
for (const [path, text] of stale) {
  if (isCheck) process.stderr.write(`${path} is stale; run npm run docs\n`);
  else writeFileSync(pathOf(path), text);
}
if (isCheck && stale.length > 0) process.exitCode = 1;

function read(path: string): string | undefined {
  try {
    return readFileSync(pathOf(path), "utf8");
  } catch {
    return undefined;
  }
}

function pathOf(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
