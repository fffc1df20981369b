import * as v from "valibot";
import { crc32 } from "../crc32.ts";

/** One of several runs that share the accounts between them: the first of five is `1/5`. */
export interface Shard {
  /** From 1 to `count`. */
  number: number;
  count: number;
}

const wanted =
  'wanted a part and how many there are, "2/5": at least 1, and the part no larger than the whole';

/** The text of the setting `shard`. */
export const shardText: v.GenericSchema<string, string> = v.pipe(
  v.string(),
  v.trim(),
  v.check((text) => shardOf(text) !== undefined, wanted),
);

/** `2/5` as a shard; `undefined` for what is none. */
export function shardOf(text: string): Shard | undefined {
  const [, number, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { number: Number(number), count: Number(count) };
  return shard.number >= 1 && shard.number <= shard.count ? shard : undefined;
}

/**
 * Which of so many shards an account belongs to, from 1: `crc32(id) % count + 1`. It depends on nothing but the id, so
 * that it is the same in every run and on every machine, and any program can work it out.
 */
export function shardNumberOf(accountId: string, count: number): number {
  return (crc32(accountId) % count) + 1;
}

export function isInShard(accountId: string, { number, count }: Shard): boolean {
  return shardNumberOf(accountId, count) === number;
}
