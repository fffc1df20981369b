import { namesOf, namesOfKnown, normalName } from "./account-names.ts";
import { compareIds } from "./account-node.ts";
import type { InstagramAccount, KnownAccount } from "./account.ts";
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

/** The accounts ordered by id, parted by what `except` says. */
export interface Parted {
  accounts: InstagramAccount[];
  excluded: InstagramAccount[];
  /** Entries of `except` that fit no account, of this time or known from before. */
  unmatched: string[];
  /** Accounts known from before that are not among them, and that `except` does not name. */
  vanished: KnownAccount[];
}

/** Leaves out the accounts that `except` names. */
export function without(
  accounts: readonly InstagramAccount[],
  except: readonly string[],
  known: readonly KnownAccount[] = [],
): Parted {
  const ordered = accounts.toSorted((a, b) => compareIds(a.id, b.id));
  const unwanted = new Set(except.map(normalName));
  const isUnwanted = (names: readonly string[]) => names.some((name) => unwanted.has(name));
  const seen = new Set(accounts.map(({ id }) => id));
  const unseen = known.filter(({ id }) => !seen.has(id));
  // Thousands of accounts may be known, and without exceptions their names are not needed.
  const names =
    except.length === 0 ? unwanted : new Set([...accounts.flatMap(namesOf), ...unseen.flatMap(namesOfKnown)]);
  return {
    accounts: ordered.filter((account) => !isUnwanted(namesOf(account))),
    excluded: ordered.filter((account) => isUnwanted(namesOf(account))),
    unmatched: except.filter((entry) => !names.has(normalName(entry))),
    vanished: unseen.filter((account) => !isUnwanted(namesOfKnown(account))),
  };
}
