import type { CommandKind } from "../command/command-definition.ts";
import { configFlag, type SwitchFlag, type ValueFlag } from "../command/flags.ts";
import type { TapDefinition } from "./tap-definition.ts";
import { checkCapabilityValues, tapCapabilitySettings } from "./capability-settings.ts";

/** The flags of a tap. */
export type TapFlags = {
  readonly config: typeof configFlag;
  readonly catalog: ValueFlag;
  readonly state: ValueFlag;
  readonly "state-output": ValueFlag;
  readonly discover: SwitchFlag;
  readonly "dry-run": SwitchFlag;
  readonly summary: ValueFlag;
  readonly report: ValueFlag & { readonly isRepeatable: true };
  readonly "metrics-file": ValueFlag;
  readonly test: ValueFlag & { readonly choices: readonly ("all" | "schema" | "records")[] };
};

const tapFlags: TapFlags = {
  config: configFlag,
  catalog: {
    aliases: ["properties", "p"],
    value: "FILE",
    isInput: true,
    help: "The catalog: what to sync, as --discover prints it (older name: --properties)",
  },
  state: {
    aliases: ["s"],
    value: "FILE",
    isInput: true,
    help: "Where to continue: the last STATE of the previous sync. A file, or an https address to GET",
  },
  "state-output": { value: "URL", help: "Also write the last state there, with PUT, at the end of the sync" },
  discover: { aliases: ["d"], help: "Print the catalog of all streams" },
  "dry-run": { help: "Print how many API calls a sync would make. Syncs nothing" },
  summary: {
    value: "FILE",
    help: "Write the counts, the exit code, its reasons and the quota there as JSON, however the sync ends",
  },
  report: {
    value: "FILE",
    isRepeatable: true,
    help: "Write a report of the sync there, however it ends: .html for people, .json for machines. Repeatable",
  },
  "metrics-file": {
    value: "FILE",
    help: "Write the figures of the sync there in Prometheus's text format, however it ends",
  },
  test: {
    value: "all|schema",
    bareValue: "all",
    choices: ["all", "schema", "records"],
    help: "Try the settings: write one record per stream, or only the schemas",
  },
};

/** The command line of a tap. */
export function tapKindOf(tap: Pick<TapDefinition, "dryRun" | "watch">): CommandKind<TapFlags> {
  const flags = { ...tapFlags };
  if (tap.dryRun === undefined)
    flags["dry-run"] = {
      ...flags["dry-run"],
      refusal: "this tap cannot tell beforehand what a sync costs",
    };
  if (tap.watch === undefined) {
    const refusal = "this tap writes nothing beside its messages";
    flags.summary = { ...flags.summary, refusal };
    flags.report = { ...flags.report, refusal };
    flags["metrics-file"] = { ...flags["metrics-file"], refusal };
  }
  return { ...tapKind, flags };
}

/** What taps have in common. */
export const tapKind: CommandKind<TapFlags> = {
  flags: tapFlags,
  synopsis: "--config FILE [--catalog FILE] [--state FILE]",
  examples: (name) => [
    { line: `${name} --about`, does: "Show what it reads, and all settings" },
    { line: `${name} --config config.json --discover > catalog.json`, does: "List what can be synced" },
    { line: `${name} --config config.json --test`, does: "Read one record of each stream" },
    { line: `${name} --config config.json --catalog catalog.json --state state.json`, does: "Sync" },
  ],
  capabilitySettings: tapCapabilitySettings,
  checkCapabilityValues,
};
