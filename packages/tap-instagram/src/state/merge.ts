import {
  defineSubcommand,
  InvalidInputError,
  type CommandHost,
  type JsonObject,
  type Subcommand,
} from "@tap-instagram/singer";
import { ProblemList } from "@tap-instagram/singer/protocol";
import { mergeStates, readStateFile } from "@tap-instagram/singer/state";
import { migrateState } from "./migration.ts";

/** `tap-instagram state merge`. */
export const stateMerge: Subcommand = defineSubcommand({
  summary: "Merge several states into one",
  description:
    "Prints one state that holds every stream and account of the files. " +
    "Of an account that is in several files, the latest bookmark is kept.",
  positionals: { name: "FILE", help: "A state, or the STATE line of a sync", maximum: Infinity },
  examples: [
    { line: "tap-instagram state merge shard-*.json > state.json", does: "one state of all shards" },
  ],
  async run({ positionals, host, print }) {
    await print(JSON.stringify(mergeStates(readAll(positionals, host))));
    return 0;
  },
});

/** Every state, or every problem of any of them. */
function readAll(files: readonly string[], host: CommandHost): JsonObject[] {
  const found = new ProblemList();
  const states = files.map((path) =>
    found.collect(() => readStateFile(path, { host, migrate: migrateState }).toJSON()),
  );
  if (found.problems.length > 0) throw new InvalidInputError("Cannot merge the states", found.problems);
  return states.filter((state) => state !== undefined);
}
