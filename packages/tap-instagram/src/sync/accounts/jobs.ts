import type { InstagramAccount } from "@tap-instagram/core";
import type { OpenGroup } from "../stream-group.ts";

/** One walk over one account. */
export interface Job {
  readonly account: InstagramAccount;
  readonly group: OpenGroup;
}

/**
 * Perishable walks of all accounts come first, then the other walks, account by account.
 *
 * @param accounts Is empty in the end: a profile is a kilobyte, and is needed no longer than the walks of its account.
 */
export function* jobs(
  accounts: InstagramAccount[],
  groups: readonly OpenGroup[],
): Generator<Job, void, undefined> {
  const perishable = groups.filter(({ isPerishable }) => isPerishable);
  for (const account of accounts) for (const group of perishable) yield { account, group };
  const others = groups.filter(({ isPerishable }) => !isPerishable);
  for (let account = accounts.shift(); account; account = accounts.shift())
    for (const group of others) yield { account, group };
}

/** What is said of an account once it is read. */
export function withoutProfile(account: InstagramAccount): InstagramAccount {
  return { ...account, profile: {} };
}
