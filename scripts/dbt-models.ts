/**
 * Writes what follows from the streams' declarations into dbt/: a staging model per stream, the texts of all columns and
 * their tests, the metrics and the data contract. With --check it only says which files are stale.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { createTapInstagram } from "tap-instagram";
import { Document } from "yaml";
import { contract } from "./dbt/contract.ts";
import { martProperties } from "./dbt/marts/properties.ts";
import { metrics } from "./dbt/metrics.ts";
import { sources, stagingModel, stagingProperties, streamsMacro } from "./dbt/staging.ts";

const streams = createTapInstagram().streams();
const staging = "dbt/models/staging";
const files: { [path: string]: string } = {
  "dbt/macros/streams.sql": streamsMacro(streams),
  [`${staging}/_sources.yml`]: yaml(sources(streams)),
  [`${staging}/_staging.yml`]: yaml(stagingProperties(streams)),
  "dbt/models/marts/_marts.yml": yaml(martProperties(streams)),
  "dbt/models/metrics/_metrics.yml": yaml(metrics(streams)),
  "dbt/contract/instagram.odcs.yaml": yaml(contract(streams)),
  ...Object.fromEntries(
    streams.map((stream) => [`${staging}/stg_instagram__${stream.name}.sql`, stagingModel(stream)]),
  ),
};

const isCheck = process.argv.includes("--check");
for (const [path, text] of Object.entries(files)) {
  if (existsSync(pathOf(path)) && readFileSync(pathOf(path), "utf8") === text) continue;
  if (isCheck) tellStale(path);
  else {
    mkdirSync(dirname(pathOf(path)), { recursive: true });
    writeFileSync(pathOf(path), text);
  }
}
for (const name of readdirSync(pathOf(staging))) {
  const path = `${staging}/${name}`;
  if (path in files) continue;
  if (isCheck) tellStale(path);
  else rmSync(pathOf(path));
}

function tellStale(path: string): void {
  process.stderr.write(`${path} is stale; run npm run dbt\n`);
  process.exitCode = 1;
}

function yaml(content: object): string {
  const document = new Document(content, { aliasDuplicateObjects: false });
  document.commentBefore = " Generated from the streams' declarations; `npm run dbt` writes it anew.";
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function pathOf(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
