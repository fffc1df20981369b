import {
  InvalidInputError,
  mergeStates,
  UsageError,
  type CommandHost,
  type JsonObject,
  type Problem,
} from "@tap-instagram/singer";
import { parseStateArguments } from "./arguments.ts";
import { readStateFile } from "./file.ts";

export const mergeUsage = `tap-instagram state merge FILE...
    Writes one state to stdout that holds every stream and account of the files. Of an account that is in several,
    the latest bookmark is kept. Example: tap-instagram state merge shard-*.json > state.json
`;

/**
 * Merges state files.
 *
 * @throws UsageError
 * @throws InvalidInputError
 */
export async function runStateMerge(args: string[], host: CommandHost): Promise<number> {
  const { isHelp, files } = parseStateArguments("merge", args, {});
  if (isHelp) {
    await host.stdout.write(mergeUsage);
    return 0;
  }
  if (files.length === 0) throw new UsageError(`The command state merge needs files\n${mergeUsage}`);
  const merged = mergeStates(readAll(files, host));
  await host.stdout.write(`${JSON.stringify(merged)}\n`);
  return 0;
}

/** Every state, or every problem of any of them. */
function readAll(files: readonly string[], host: CommandHost): JsonObject[] {
  const problems: Problem[] = [];
  const states = files.flatMap((path) => {
    try {
      return [readStateFile(path, host)];
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new InvalidInputError("Cannot merge the states", problems);
  return states;
}
