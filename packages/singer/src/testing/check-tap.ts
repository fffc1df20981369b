import type { Catalog } from "../catalog/catalog.ts";
import { mergeStates } from "../state/merge-states.ts";
import { isJsonObject, preview, withoutUndefined, type JsonObject, type JsonValue } from "../json/json.ts";
import { checkDiscovery } from "./checks/check-discovery.ts";
import { checkMessages, type TapMessages } from "./checks/check-messages.ts";
import { FindingList, type ConformanceReport } from "./checks/findings.ts";
import { checkCommandLine } from "./checks/check-command-line.ts";
import { checkInterruptions } from "./checks/check-interruptions.ts";
import { hasStackTrace, runExecutable, type RunResult } from "./run-executable.ts";
import { checkSelection, checkStreamsAlone } from "./checks/check-selection.ts";
import type { TapArea, TapTest, TapUnderTest } from "./checks/tap-test.ts";
import { WorkFolder } from "./work-folder.ts";

/**
 * Runs a tap, in any language, several times and reports what is wrong. It looks at discovery, schemas before records,
 * keys, records against their schema, the last STATE, selection, a second sync from the final state, SIGTERM during a
 * sync, a closed pipe, wrong flags and a wrong config.
 *
 * @throws when the command cannot be started.
 *
 * @example
 * ```ts
 * import { checkTap, renderFindings } from "@tap-instagram/singer/testing";
 *
 * const report = await checkTap({
 *   command: "tap-blog",
 *   config: { api_key: "0123456789" },
 *   areas: ["command line", "second sync", "selection"],
 * });
 * if (report.findings.length > 0) throw new Error(renderFindings(report));
 * ```
 */
export async function checkTap(tap: TapUnderTest): Promise<ConformanceReport> {
  const findings = new FindingList();
  await WorkFolder.use(async (folder) => {
    const config = await folder.file("config.json", tap.config);
    const secrets = tap.secrets ?? secretsOf(tap.config);
    const run: TapTest["run"] = async (flags, options) => {
      const result = await runExecutable(tap, ["--config", config, ...flags], options);
      checkOutputs(result, flags, secrets, findings);
      return result;
    };
    const sync: TapTest["sync"] = async (catalog, state) => {
      const flags = ["--catalog", await folder.file("catalog.json", catalog)];
      if (state !== undefined) flags.push("--state", await folder.file("state.json", state));
      const result = await run(flags);
      if (result.exitCode === 0) return result;
      findings.defect("sync", `A sync ended with exit code ${result.exitCode}: ${result.stderr.slice(-300)}`);
      return undefined;
    };
    await checkAll({ tap, folder, findings, run, sync });
  });
  return findings.report();
}

async function checkAll(test: TapTest): Promise<void> {
  const { findings, tap } = test;
  const looksAt = (area: TapArea): boolean => tap.areas?.includes(area) ?? true;
  if (looksAt("command line")) await checkCommandLine(test);
  const catalog = checkDiscovery(await test.run(["--discover"]), findings);
  if (catalog === undefined) return;
  findings.recordCheck("sync");
  const first = await test.sync(catalog);
  if (first === undefined) return;
  const messages = checkMessages(first.stdout, findings);
  if (messages.records.size === 0) findings.note("Records were not checked: no stream had one");
  checkAgainstCatalog(messages, catalog, findings);
  if (messages.state !== undefined && looksAt("second sync")) {
    await checkSecondSync(test, catalog, messages.state);
  }
  if (looksAt("streams alone")) await checkStreamsAlone(test, catalog);
  if (looksAt("selection")) await checkSelection(test, catalog);
  if (looksAt("interruptions")) await checkInterruptions(test, catalog);
}

function checkOutputs(
  run: RunResult,
  flags: readonly string[],
  secrets: readonly string[],
  findings: FindingList,
): void {
  findings.recordCheck("no secrets shown", "no hang", "no stack trace");
  const after = flags.length === 0 ? "A run" : `With ${flags.join(" ")}, it`;
  for (const secret of secrets) {
    for (const output of ["stdout", "stderr"] as const) {
      if (run[output].includes(secret))
        findings.defect("no secrets shown", `${after} shows a secret on ${output}`);
    }
  }
  if (run.isTimedOut) findings.defect("no hang", `${after} did not end in time and was killed`);
  const trace = /^.*(Error|Traceback).*$/m.exec(run.stderr)?.[0] ?? "";
  if (hasStackTrace(run.stderr)) {
    findings.advice("no stack trace", `${after} shows people a stack trace: ${preview(trace)}`);
  }
}

function checkAgainstCatalog({ schemas }: TapMessages, catalog: Catalog, findings: FindingList): void {
  findings.recordCheck("catalog round trip");
  for (const [stream, { schema }] of schemas) {
    const entry = catalog.streams.find(
      ({ stream: name, tap_stream_id: id }) => name === stream || id === stream,
    );
    if (entry === undefined) {
      findings.defect(
        "catalog round trip",
        `It emits the stream "${stream}", which its catalog does not name`,
      );
      continue;
    }
    const known = entry.schema.properties ?? {};
    const strange = Object.keys(schema.properties ?? {}).filter((name) => !Object.hasOwn(known, name));
    if (strange.length > 0) {
      findings.advice(
        "catalog round trip",
        `"${stream}" has properties its catalog does not name: ${strange.join(", ")}`,
      );
    }
  }
}

async function checkSecondSync(test: TapTest, catalog: Catalog, state: JsonValue): Promise<void> {
  const { findings } = test;
  findings.recordCheck("second sync");
  const second = await test.sync(catalog, state);
  if (second === undefined) return;
  const again = checkMessages(second.stdout, findings).state;
  if (again === undefined || !isJsonObject(state) || state.bookmarks === undefined) return;
  // Merging keeps the later of each bookmark: this is the second state, unless a bookmark went back or was lost.
  const [merged, own] = [[state, again], [again]].map((states) =>
    JSON.stringify(sortKeys(mergeStates(states.map(withoutMemory)))),
  );
  if (merged !== own) {
    findings.defect(
      "second sync",
      `A bookmark went back or was lost: the first sync ended in ${preview(state, 300)}, the second in ${preview(again, 300)}`,
    );
  }
}

/** Only the bookmarks of a state: what else a tap remembers may come and go. */
function withoutMemory(state: JsonValue): JsonValue {
  const { bookmarks } = isJsonObject(state) ? state : {};
  if (!isJsonObject(bookmarks)) return state;
  const streams = Object.entries(bookmarks).map(([name, stream]) => {
    const partitions = isJsonObject(stream) && Array.isArray(stream.partitions) ? stream.partitions : [];
    const known = partitions.map(bookmarkOf).filter((one) => Object.hasOwn(one, "replication_key"));
    return [name, { ...bookmarkOf(stream), ...(known.length > 0 ? { partitions: known } : {}) }] as const;
  });
  return { bookmarks: Object.fromEntries(streams) };
}

function bookmarkOf(entry: JsonValue): JsonObject {
  if (!isJsonObject(entry)) return {};
  const { context, replication_key: key, replication_key_value: value } = entry;
  return withoutUndefined({ context, replication_key: key, replication_key_value: value });
}

function sortKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}

function secretsOf(config: object): string[] {
  return Object.entries(config).flatMap(([name, value]) =>
    /token|secret|password|key/i.test(name) && typeof value === "string" && value.length >= 6 ? [value] : [],
  );
}
