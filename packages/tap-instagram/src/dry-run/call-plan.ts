import type { InstagramAccount } from "@tap-instagram/core";
import type { CallEntry } from "../log/call-counts.ts";

/** How many calls a sync will make. A call is one of quota: each item of a batch counts. */
export interface CallPlan {
  /** Calls that find the accounts. */
  readonly discovery: number;
  readonly accounts: readonly PlannedAccount[];
  /** Streams, as they are read. */
  readonly streams: readonly string[];
  /** What has to be known to read the figures. */
  readonly notes: readonly string[];
  /** Calls that the dry run itself made. */
  readonly made: number;
}

/** What one account will cost. */
export interface PlannedAccount {
  readonly id: string;
  readonly username: string | null;
  /** How many posts the profile counts; `null` where it does not say. */
  readonly posts: number | null;
  readonly calls: ReadonlyMap<string, number>;
}

/** The plan of one account. */
export function plannedAccount(account: InstagramAccount, entries: readonly CallEntry[]): PlannedAccount {
  const { media_count: posts } = account.profile;
  const own = entries.filter((entry) => entry.account === account.id);
  return {
    id: account.id,
    username: account.username,
    posts: typeof posts === "number" ? posts : null,
    calls: new Map(own.map(({ stream, calls }) => [stream, calls])),
  };
}

/** Calls of one stream, over all accounts. */
export function callsOfStream({ accounts }: CallPlan, stream: string): number {
  return sumOf(accounts.map(({ calls }) => calls.get(stream) ?? 0));
}

export function callsOfAccount({ calls }: PlannedAccount): number {
  return sumOf([...calls.values()]);
}

/** All calls that the sync will make. */
export function totalCalls({ discovery, accounts }: CallPlan): number {
  return discovery + sumOf(accounts.map(callsOfAccount));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
