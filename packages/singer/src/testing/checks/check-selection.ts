import type { Catalog } from "../../catalog/catalog.ts";
import type { TapTest } from "./tap-test.ts";
import { checkMessages } from "./check-messages.ts";
import { withoutOneProperty, withStreams } from "../select-catalog.ts";

/** Checks a sync without streams, and one without one property of each stream. */
export async function checkSelection(test: TapTest, catalog: Catalog): Promise<void> {
  await checkNothingSelected(test, catalog);
  await checkDeselectedProperty(test, catalog);
}

/** Checks each stream alone: it is synced, and no other stream is. */
export async function checkStreamsAlone({ findings, sync }: TapTest, catalog: Catalog): Promise<void> {
  findings.recordCheck("streams alone");
  for (const { tap_stream_id: only, stream: name } of catalog.streams) {
    const run = await sync(withStreams(catalog, new Set([only])));
    if (run === undefined) continue;
    const { schemas, records } = checkMessages(run.stdout, findings);
    for (const stream of new Set([...schemas.keys(), ...records.keys()])) {
      if (stream !== only && stream !== name) {
        findings.defect("streams alone", `Only "${only}" is selected, but it emits "${stream}"`);
      }
    }
    if (!schemas.has(only) && !schemas.has(name)) {
      findings.defect("streams alone", `"${only}" is selected alone, but it emits no SCHEMA for it`);
    }
  }
}

async function checkNothingSelected({ findings, sync }: TapTest, catalog: Catalog): Promise<void> {
  findings.recordCheck("nothing selected");
  const run = await sync(withStreams(catalog, new Set()));
  if (run === undefined) return;
  if (/"type":\s*"RECORD"/i.test(run.stdout)) {
    findings.defect("nothing selected", "No stream is selected, but it emits records");
  }
}

async function checkDeselectedProperty({ findings, sync }: TapTest, catalog: Catalog): Promise<void> {
  findings.recordCheck("property deselected");
  const { catalog: reduced, dropped } = withoutOneProperty(catalog);
  const run = await sync(reduced);
  if (run === undefined) return;
  const { schemas, records } = checkMessages(run.stdout, findings);
  for (const [stream, name] of dropped) {
    const { properties = {}, required = [] } = schemas.get(stream)?.schema ?? {};
    if (Object.hasOwn(properties, name) || required.includes(name)) {
      findings.defect("property deselected", `"${name}" of "${stream}" is deselected, but is in the schema`);
    }
    if (records.get(stream)?.some((record) => Object.hasOwn(record, name)) === true) {
      findings.defect("property deselected", `"${name}" of "${stream}" is deselected, but is in records`);
    }
  }
}
