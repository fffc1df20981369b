import type { Catalog, CatalogEntry } from "../../catalog/catalog.ts";
import { InvalidInputError } from "../../errors.ts";
import type { JsonSchema } from "../../json/json-schema.ts";
import { parseCatalog } from "../../catalog/parse-catalog.ts";
import { checkSafeSchema } from "../../catalog/safe-schema.ts";
import type { FindingList } from "./findings.ts";
import type { RunResult } from "../run-executable.ts";

/** Meltano reads discovery through a buffer of this size, line by line. */
const maxLineBytes = 64 * 1024;

/** Checks what `--discover` printed. Returns the catalog, if there is one. */
export function checkDiscovery(run: RunResult, findings: FindingList): Catalog | undefined {
  findings.recordCheck("discovery", "catalog metadata", "schema safe");
  if (run.exitCode !== 0) {
    findings.defect(
      "discovery",
      `--discover ended with exit code ${run.exitCode}: ${run.stderr.slice(-300)}`,
    );
    return undefined;
  }
  const longest = run.stdout
    .split("\n")
    .reduce((length, line) => Math.max(length, new TextEncoder().encode(line).length), 0);
  if (longest > maxLineBytes) {
    findings.defect(
      "discovery",
      `A line of the catalog has ${longest} bytes; Meltano reads at most ${maxLineBytes}`,
    );
  }
  let catalog: Catalog;
  try {
    catalog = parseCatalog(JSON.parse(run.stdout));
  } catch (error) {
    const reason = error instanceof InvalidInputError ? error.message : "stdout is not one JSON document";
    findings.defect("discovery", `--discover does not print a catalog: ${reason}`);
    return undefined;
  }
  if (catalog.streams.length === 0) findings.defect("discovery", "The catalog has no streams");
  for (const entry of catalog.streams) checkEntry(entry, findings);
  return catalog;
}

function checkEntry(entry: CatalogEntry, findings: FindingList): void {
  const { tap_stream_id: stream, schema } = entry;
  if (!/^\w+$/.test(stream)) {
    findings.advice(
      "catalog metadata",
      `The name "${stream}" has characters that Meltano's select patterns do not allow`,
    );
  }
  const present = new Set(entry.metadata.map(({ breadcrumb }) => JSON.stringify(breadcrumb)));
  for (const breadcrumb of [[], ...breadcrumbs(schema, [])]) {
    if (present.has(JSON.stringify(breadcrumb))) continue;
    findings.defect("catalog metadata", `"${stream}" has no metadata for ${JSON.stringify(breadcrumb)}`);
  }
  for (const key of keysOf(entry)) {
    const metadata = entry.metadata.find(
      ({ breadcrumb }) => breadcrumb.length === 2 && breadcrumb[1] === key,
    );
    if (metadata?.metadata.inclusion !== "automatic") {
      findings.defect("catalog metadata", `The key "${key}" of "${stream}" is not "inclusion": "automatic"`);
    }
  }
  const { properties = {} } = schema;
  for (const { place, message } of checkSafeSchema({ ...schema, type: "object", properties })) {
    findings.advice("schema safe", `"${stream}", ${place}: ${message}`);
  }
}

/** The key of a stream, from its metadata or the legacy list. */
function keysOf(entry: CatalogEntry): readonly string[] {
  const root = entry.metadata.find(({ breadcrumb }) => breadcrumb.length === 0)?.metadata;
  const keys = root?.["table-key-properties"] ?? entry.key_properties ?? [];
  return Array.isArray(keys) ? keys.filter((key) => typeof key === "string") : [];
}

function breadcrumbs(schema: JsonSchema, parent: readonly string[]): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const here = [...parent, "properties", name];
    return [here, ...breadcrumbs(property, here)];
  });
}
