import * as v from "valibot";
import { crc32 } from "node:zlib";

/** One of several runs that share the accounts: the first of five is `1/5`. */
export interface Shard {
  /** From 1 to `count`. */
  number: number;
  count: number;
}

const wanted = 'the number of a part and the number of parts, "2/5": from "1/1" to "9999/9999"; or "auto/5"';

/** The text of the setting `shard`. */
export const shardText: v.GenericSchema<string, string> = v.pipe(
  v.string(),
  v.trim(),
  v.check((text) => shardOf(text) !== undefined || autoCountOf(text) !== undefined, wanted),
);

/** Parses `2/5`; `undefined` for anything else. */
export function shardOf(text: string): Shard | undefined {
  const [, number, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { number: Number(number), count: Number(count) };
  return shard.number >= 1 && shard.number <= shard.count ? shard : undefined;
}

/** The number of parts in `auto/5`; `undefined` for anything else. */
function autoCountOf(text: string): number | undefined {
  const [, count] = /^auto\/(\d{1,4})$/.exec(text) ?? [];
  return Number(count) >= 1 ? Number(count) : undefined;
}

type Environment = { readonly [name: string]: string | undefined };

/**
 * Where platforms that start a job several times put its index, from 0 on: Kubernetes Indexed Jobs, AWS Batch array jobs,
 * Google Cloud Run jobs.
 */
const indexVariables = ["JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX", "CLOUD_RUN_TASK_INDEX"] as const;

/**
 * The setting `shard` with the number of this run: of `auto/5` the index that the platform gives, plus one. Any other
 * value stays as it is.
 *
 * @throws RangeError when there is no index, or one that is not below the number of parts.
 */
export function ownShardText(text: string | undefined, env: Environment): string | undefined {
  const count = text === undefined ? undefined : autoCountOf(text);
  if (count === undefined) return text;
  const variable = indexVariables.find((name) => env[name] !== undefined);
  if (variable === undefined)
    throw new RangeError(
      `found "${text}", but no variable of the environment says which part this run reads: wanted ${indexVariables.join(", ")}, or "2/${count}" for the second`,
    );
  const index = env[variable] ?? "";
  if (!/^\d{1,4}$/.test(index) || Number(index) >= count)
    throw new RangeError(
      `found "${text}" and ${variable} ${JSON.stringify(index)}, wanted an index from 0 to ${count - 1}: start as many runs as there are parts`,
    );
  return `${Number(index) + 1}/${count}`;
}

/**
 * The shard of an account, from 1 to `count`: `crc32(id) % count + 1`. It depends only on the id: every run, every
 * machine and every other program gets the same number.
 */
export function shardNumberOf(accountId: string, count: number): number {
  return (crc32(accountId) % count) + 1;
}

export function isInShard(accountId: string, { number, count }: Shard): boolean {
  return shardNumberOf(accountId, count) === number;
}
