import type { InstagramAccount } from "@tap-instagram/core";
import type { JsonObject, JsonValue, TapRun } from "@tap-instagram/singer";
import type { KnownAccount } from "../sync/sink.ts";

type Bookmarks = TapRun["bookmarks"];

/**
 * Where a state keeps accounts of which nothing else in it tells: under the stream that lists accounts, selected or not.
 * Streams that are read whole keep no bookmark, and an account of theirs would be forgotten with the run.
 */
const stream = "accounts";

/** Every account that a state tells of, by a bookmark or because a run saw it. */
export function knownAccountsIn(bookmarks: Bookmarks): KnownAccount[] {
  const ids = new Set(bookmarks.partitions().map(idIn));
  return [...ids].flatMap((id) =>
    id === undefined ? [] : [knownAccountIn(id, bookmarks.memory(positionOf(id)))],
  );
}

/** Notes accounts that were seen. Other names are kept with the id, because settings may call the account by them. */
export function rememberAccounts(
  bookmarks: Bookmarks,
  accounts: readonly InstagramAccount[],
  nowMs: number,
): void {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const [own, others] = [new Set<unknown>(), new Set<unknown>()];
  for (const partition of bookmarks.partitions())
    (partition.stream === stream ? own : others).add(idIn(partition));
  for (const account of accounts) {
    if (!others.has(account.id)) bookmarks.remember(positionOf(account.id), memoryOf(account, today));
    else if (own.has(account.id)) bookmarks.remember(positionOf(account.id), {});
  }
}

function memoryOf({ username, pages }: InstagramAccount, today: string): JsonObject {
  return {
    seen_on: today,
    ...(username === null ? {} : { username }),
    ...(pages.length === 0 ? {} : { page_ids: pages.map(({ id }) => id) }),
  };
}

function positionOf(id: string): { stream: string; context: { business_account_id: string } } {
  return { stream, context: { business_account_id: id } };
}

function idIn({ context }: { context: JsonObject }): string | undefined {
  const id = context["business_account_id"];
  return typeof id === "string" ? id : undefined;
}

function knownAccountIn(id: string, { username, page_ids: pageIds }: JsonObject): KnownAccount {
  return { id, username: typeof username === "string" ? username : undefined, pageIds: textsIn(pageIds) };
}

function textsIn(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
