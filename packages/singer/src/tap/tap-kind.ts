import type { CommandKind } from "../command/command-definition.ts";
import { configFlag, type SwitchFlag, type ValueFlag } from "../command/flags.ts";
import { checkCapabilityValues, tapCapabilitySettings } from "./capability-settings.ts";

/** The flags of a tap. */
export type TapFlags = {
  readonly config: typeof configFlag;
  readonly catalog: ValueFlag;
  readonly state: ValueFlag;
  readonly discover: SwitchFlag;
  readonly test: ValueFlag & { readonly choices: readonly ("all" | "schema" | "records")[] };
};

const tapFlags: TapFlags = {
  config: configFlag,
  catalog: {
    aliases: ["properties", "p"],
    value: "FILE",
    help: "What to sync, as --discover prints it (older name: --properties)",
  },
  state: { aliases: ["s"], value: "FILE", help: "Where the last sync ended: its last STATE" },
  discover: { aliases: ["d"], help: "Print the catalog of all streams" },
  test: {
    value: "all|schema",
    bareValue: "all",
    choices: ["all", "schema", "records"],
    help: "Try it: one record per stream, or (=schema) the schemas only",
  },
};

/** What taps have in common. */
export const tapKind: CommandKind<TapFlags> = {
  flags: tapFlags,
  synopsis: "--config FILE [--catalog FILE] [--state FILE]",
  examples: (name) => [
    { line: `${name} --about`, does: "what it reads and every setting" },
    { line: `${name} --config config.json --discover > catalog.json`, does: "what there is to sync" },
    { line: `${name} --config config.json --test`, does: "one record of each stream" },
    { line: `${name} --config config.json --catalog catalog.json --state state.json`, does: "sync" },
  ],
  capabilitySettings: tapCapabilitySettings,
  checkCapabilityValues,
};
