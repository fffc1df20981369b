import type { CommandHost, Subcommand } from "@tap-instagram/singer";
import { UsageError } from "@tap-instagram/singer";
import { runStateMerge, mergeUsage } from "./merge.ts";
import { runStateSplit, splitUsage } from "./split.ts";

/** `tap-instagram state …`: what runs that share the accounts between them need. */
export const stateCommands: { readonly [name: string]: Subcommand } = {
  "state merge": {
    summary: "One state of many, with every account of any of them. --help tells more",
    run: runStateMerge,
  },
  "state split": {
    summary: "A state per shard, or per account. --help tells more",
    run: runStateSplit,
  },
  state: { summary: "How to merge and split states", run: runState },
};

async function runState(args: string[], host: CommandHost): Promise<number> {
  const [word] = args;
  if (word !== undefined && word !== "--help" && word !== "-h") {
    throw new UsageError(`There is no command state ${word}, wanted state merge or state split`);
  }
  if (word === undefined)
    throw new UsageError(`The command state needs a word more\n${mergeUsage}\n${splitUsage}`);
  await host.stdout.write(`${mergeUsage}\n${splitUsage}`);
  return 0;
}
