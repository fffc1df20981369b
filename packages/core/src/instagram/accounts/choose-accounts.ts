import { namesOf, normalName } from "./account-names.ts";
import { compareIds } from "./account-node.ts";
import type { InstagramAccount } from "./account.ts";
import type { DirectRead } from "./by-id.ts";

/** Those of the visible accounts that are wanted, and what else can be read of the wanted ones by id. */
export async function chosenFrom(
  visible: readonly InstagramAccount[],
  only: readonly string[],
  read: (wanted: string) => Promise<DirectRead>,
): Promise<{ accounts: InstagramAccount[]; notVisible: Exclude<DirectRead, { account: unknown }>[] }> {
  const wantedNames = new Set(only.map(normalName));
  const accounts = visible.filter((account) => namesOf(account).some((name) => wantedNames.has(name)));
  const seen = new Set(accounts.flatMap(namesOf));
  const notVisible: Exclude<DirectRead, { account: unknown }>[] = [];
  for (const wanted of wantedNames) {
    if (seen.has(wanted)) continue;
    const direct = await read(wanted);
    if (!("account" in direct)) notVisible.push(direct);
    else if (!accounts.some(({ id }) => id === direct.account.id)) accounts.push(direct.account);
  }
  return { accounts, notVisible };
}

/** The accounts ordered by id, without those that are not wanted; and entries of `except` that fit none. */
export function without(
  accounts: readonly InstagramAccount[],
  except: readonly string[],
): { accounts: InstagramAccount[]; excluded: InstagramAccount[]; unmatched: string[] } {
  const ordered = accounts.toSorted((a, b) => compareIds(a.id, b.id));
  const unwanted = new Set(except.map(normalName));
  const isUnwanted = (account: InstagramAccount) => namesOf(account).some((name) => unwanted.has(name));
  const names = new Set(accounts.flatMap(namesOf));
  return {
    accounts: ordered.filter((account) => !isUnwanted(account)),
    excluded: ordered.filter(isUnwanted),
    unmatched: except.filter((entry) => !names.has(normalName(entry))),
  };
}
