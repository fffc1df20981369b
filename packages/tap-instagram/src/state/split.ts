import { existsSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import {
  defineSubcommand,
  InvalidInputError,
  UsageError,
  type CommandHost,
  type JsonObject,
  type Subcommand,
} from "@tap-instagram/singer";
import { readStateFile, splitState, type StatePartition } from "@tap-instagram/singer/state";
import { makeFolder } from "../files/make-folder.ts";
import { shardNumberOf } from "../settings/shard.ts";
import { migrateState } from "./migration.ts";
import { withoutPartitions } from "./without-partitions.ts";

/** `tap-instagram state split`. */
export const stateSplit: Subcommand = defineSubcommand({
  summary: "Split a state into one per shard, or one per account",
  description:
    "Writes a file per shard (state.1-of-5.json) or per account (state.17841400000000001.json) next to FILE, " +
    "and prints their names. The shards are those of the setting shard. " +
    "What belongs to no account goes into the first shard.",
  flags: {
    shards: {
      value: "NUMBER",
      integer: { minimum: 1, maximum: 9999 },
      help: "How many shards to split it into",
    },
    by: { value: "account", choices: ["account"], help: "Split it by account instead" },
    output: { value: "DIR", help: "Where to write the files (default: next to FILE)" },
    force: { help: "Replace files that are there already" },
  },
  positionals: { name: "FILE", help: "A state, or the STATE line of a sync" },
  examples: [
    { line: "tap-instagram state split --shards 5 state.json", does: "a state for each of five shards" },
    { line: "tap-instagram state split --by account state.json", does: "a state for each account" },
  ],
  async run({ flags: { shards, by, output, force }, positionals: [path = ""], host, print }) {
    const split = splitterOf(shards, by);
    const folder = output ?? dirname(path);
    const name = basename(path).replace(/\.json$/, "");
    const parts = [...split(readStateFile(path, { host, migrate: migrateState }).toJSON())].map(
      ([part, state]) => ({
        path: join(folder, `${name}.${part}.json`),
        state,
      }),
    );
    if (!force) refuseToReplace(parts, host);
    writeFiles(folder, parts, host);
    await print(parts.map((part) => part.path).join("\n"));
    return 0;
  },
});

type Splitter = (state: JsonObject) => ReadonlyMap<string, JsonObject>;

function splitterOf(shards: number | undefined, by: "account" | undefined): Splitter {
  if (shards === undefined && by !== undefined) return splitByAccount;
  if (shards !== undefined && by === undefined) return (state) => splitByShard(state, shards);
  throw new UsageError("The command state split needs either --shards or --by account");
}

/** A part for every shard, also for those no account of the state belongs to. */
function splitByShard(state: JsonObject, count: number): Map<string, JsonObject> {
  const parts = splitState(state, (partition) => {
    const id = accountOf(partition);
    return String(id === undefined ? 1 : shardNumberOf(id, count));
  });
  const empty = splitState(withoutPartitions(state), () => "")[""] ?? {};
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return new Map(numbers.map((number) => [`${number}-of-${count}`, parts[String(number)] ?? empty]));
}

function splitByAccount(state: JsonObject): Map<string, JsonObject> {
  const parts = splitState(state, (partition) => accountOf(partition) ?? "other");
  return new Map(Object.entries(parts).map(([part, own]) => [part === "" ? "other" : part, own]));
}

/** The account of a partition; an id that is none, and so could be anything but a file's name, counts as none. */
function accountOf({ context }: StatePartition): string | undefined {
  const id = context["business_account_id"];
  return id !== undefined && /^\w+$/.test(id) ? id : undefined;
}

function refuseToReplace(parts: readonly { path: string }[], host: CommandHost): void {
  const message = "is there already, and may hold newer bookmarks; remove it, or give --force to replace it";
  const problems = parts
    .filter(({ path }) => existsSync(resolve(host.cwd(), path)))
    .map(({ path }) => ({ place: path, message }));
  if (problems.length > 0) throw new InvalidInputError("Cannot split the state", problems);
}

function writeFiles(
  folder: string,
  parts: readonly { path: string; state: JsonObject }[],
  host: CommandHost,
): void {
  try {
    makeFolder(resolve(host.cwd(), folder));
    for (const { path, state } of parts) {
      writeFileSync(resolve(host.cwd(), path), `${JSON.stringify(state)}\n`);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InvalidInputError("Cannot write the states", [{ place: folder, message }]);
  }
}
