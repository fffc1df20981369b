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
  readonly test: ValueFlag & { readonly choices: readonly ("all" | "schema" | "records")[] };
};

const tapFlags: TapFlags = {
  config: configFlag,
  catalog: {
    aliases: ["properties", "p"],
    value: "FILE",
    help: "The catalog: what to sync, as --discover prints it (older name: --properties)",
  },
  state: {
    aliases: ["s"],
    value: "FILE",
    help: "Where to continue: the last STATE of the previous sync. A file, or an https address to GET",
  },
  "state-output": { value: "URL", help: "Also write the last state there, with PUT, at the end of the sync" },
  discover: { aliases: ["d"], help: "Print the catalog of all streams" },
  "dry-run": { help: "Print how many API calls a sync would make. Syncs nothing" },
  test: {
    value: "all|schema",
    bareValue: "all",
    choices: ["all", "schema", "records"],
    help: "Try the settings: write one record per stream, or only the schemas",
  },
};

/** The command line of a tap. */
export function tapKindOf(tap: Pick<TapDefinition, "dryRun">): CommandKind<TapFlags> {
  if (tap.dryRun !== undefined) return tapKind;
  const refusal = "this tap cannot tell beforehand what a sync costs";
  return { ...tapKind, flags: { ...tapFlags, "dry-run": { ...tapFlags["dry-run"], refusal } } };
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
