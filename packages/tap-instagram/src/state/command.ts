import type { Subcommand } from "@tap-instagram/singer";
import { stateMerge } from "./merge.ts";
import { stateSplit } from "./split.ts";

/** `tap-instagram state …`: what runs that share the accounts between them need. */
export const stateCommand: Subcommand = {
  summary: "Merge and split states",
  subcommands: { merge: stateMerge, split: stateSplit },
};
