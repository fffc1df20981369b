import { utcTimestampOf, type GraphClientOptions } from "@tap-instagram/core";

/** The id of a run that starts now. Runs of several shards often start in the same second. */
export function runIdOf(nowMs: number, { random = Math.random }: Pick<GraphClientOptions, "random">): string {
  const suffix = Math.floor(random() * 2 ** 32).toString(16);
  return `${utcTimestampOf(nowMs)}-${suffix.padStart(8, "0")}`;
}
