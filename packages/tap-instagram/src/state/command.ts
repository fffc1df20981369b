import type { Subcommand } from "@tap-instagram/singer";
import { stateForget } from "./forget.ts";
import { stateMerge } from "./merge.ts";
import { stateSplit } from "./split.ts";

/** `tap-instagram state …`: what runs that share the accounts between them need, and how an account is let go. */
export const stateCommand: Subcommand = {
  summary: "Merge and split states, and let accounts go",
  subcommands: { forget: stateForget, merge: stateMerge, split: stateSplit },
};
