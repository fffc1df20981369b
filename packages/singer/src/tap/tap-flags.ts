import type { Flag } from "../command/arguments.ts";
import { commonFlags } from "../command/run-command.ts";

/** The flags of a tap. */
export const tapFlags: readonly Flag[] = [
  {
    name: "config",
    aliases: ["c"],
    value: "FILE",
    isRepeatable: true,
    help: "Settings as JSON; later files win. ENV reads the environment and .env",
  },
  {
    name: "catalog",
    aliases: ["properties", "p"],
    value: "FILE",
    help: "What to sync, as --discover prints it (older name: --properties)",
  },
  { name: "state", aliases: ["s"], value: "FILE", help: "Where the last sync ended: its last STATE" },
  { name: "discover", aliases: ["d"], help: "Print the catalog of all streams" },
  {
    name: "test",
    value: "all|schema",
    bareValue: "all",
    choices: ["all", "schema", "records"],
    help: "Try it: one record per stream, or (=schema) the schemas only",
  },
  ...commonFlags,
];
