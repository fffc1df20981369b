import * as v from "valibot";
import { crc32 } from "node:zlib";

/** One of several runs that share the accounts: the first of five is `1/5`. */
export interface Shard {
  /** From 1 to `count`. */
  number: number;
  count: number;
}

const wanted = 'wanted the number of a part and the number of parts, "2/5": from "1/1" to "9999/9999"';

/** The text of the setting `shard`. */
export const shardText: v.GenericSchema<string, string> = v.pipe(
  v.string(),
  v.trim(),
  v.check((text) => shardOf(text) !== undefined, wanted),
);

/** Parses `2/5`; `undefined` for anything else. */
export function shardOf(text: string): Shard | undefined {
  const [, number, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { number: Number(number), count: Number(count) };
  return shard.number >= 1 && shard.number <= shard.count ? shard : undefined;
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
