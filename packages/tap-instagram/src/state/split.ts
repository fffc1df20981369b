import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import {
  InvalidInputError,
  splitState,
  UsageError,
  type CommandHost,
  type JsonObject,
  type StatePartition,
} from "@tap-instagram/singer";
import { shardNumberOf } from "../settings/shard.ts";
import { parseStateArguments } from "./arguments.ts";
import { readStateFile } from "./file.ts";

export const splitUsage = `tap-instagram state split --shards NUMBER FILE
tap-instagram state split --by account FILE
    Writes a file per shard, state.1-of-5.json and so on, or per account, state.17841400000000001.json, next to FILE,
    and their names to stdout. Shards are those of the setting shard. What belongs to no account is in the first.
      --output DIR    write them there instead
      --force         replace files that are there already
`;

const mostShards = 9999;

/**
 * Splits a state file.
 *
 * @throws UsageError
 * @throws InvalidInputError
 */
export async function runStateSplit(args: string[], host: CommandHost): Promise<number> {
  const { isHelp, files, value, has } = parseStateArguments("split", args, {
    shards: "value",
    by: "value",
    output: "value",
    force: "switch",
  });
  if (isHelp) {
    await host.stdout.write(splitUsage);
    return 0;
  }
  const [path, ...others] = files;
  if (path === undefined || others.length > 0) {
    throw new UsageError(`The command state split needs one file, but has ${files.length}\n${splitUsage}`);
  }
  const split = splitterOf(value("shards"), value("by"));
  const folder = value("output") ?? dirname(path);
  const name = basename(path).replace(/\.json$/, "");
  const parts = [...split(readStateFile(path, host))].map(([part, state]) => ({
    path: join(folder, `${name}.${part}.json`),
    state,
  }));
  if (!has("force")) refuseToReplace(parts, host);
  writeFiles(folder, parts, host);
  await host.stdout.write(parts.map((part) => `${part.path}\n`).join(""));
  return 0;
}

type Splitter = (state: JsonObject) => ReadonlyMap<string, JsonObject>;

function splitterOf(shards: string | undefined, by: string | undefined): Splitter {
  if ((shards === undefined) === (by === undefined)) {
    throw new UsageError(`The command state split needs either --shards or --by account\n${splitUsage}`);
  }
  if (shards === undefined) {
    if (by !== "account") throw new UsageError(`The flag --by takes account, not ${by}`);
    return splitByAccount;
  }
  const count = /^\d+$/.test(shards) ? Number(shards) : 0;
  if (count < 1 || count > mostShards) {
    throw new UsageError(`The flag --shards takes a whole number from 1 to ${mostShards}, not ${shards}`);
  }
  return (state) => splitByShard(state, count);
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

function withoutPartitions({ bookmarks }: JsonObject): JsonObject {
  const streams = Object.entries(bookmarks && typeof bookmarks === "object" ? bookmarks : {});
  const own = streams.map(([name, stream]) => {
    const isPartitioned = typeof stream === "object" && stream !== null && "partitions" in stream;
    return [name, isPartitioned ? { ...stream, partitions: [] } : stream] as const;
  });
  return { bookmarks: Object.fromEntries(own) };
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
    mkdirSync(resolve(host.cwd(), folder), { recursive: true });
    for (const { path, state } of parts) {
      writeFileSync(resolve(host.cwd(), path), `${JSON.stringify(state)}\n`);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InvalidInputError("Cannot write the states", [{ place: folder, message }]);
  }
}
