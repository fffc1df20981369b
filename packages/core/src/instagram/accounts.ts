import type { GraphClient } from "../graph/client.ts";
import { GraphError } from "../graph/errors.ts";
import { accountOf } from "./account-node.ts";
import { noAccountMessage, NoInstagramAccountError, type InstagramAccount } from "./account.ts";
import { AskedFields } from "./asked-fields.ts";
import { addOwn } from "./own-account.ts";
import { addFromPages } from "./page-accounts.ts";

/** Which accounts to find, and what to read of each on the way. */
export interface DiscoveryOptions {
  /** Fields of the account's node, see `profileFields`. Default: `id` and `username`. */
  fields?: readonly string[];
  /** Only these: account ids, Page ids or usernames. Default: every account the token sees. */
  only?: readonly string[];
  /** None of these. */
  except?: readonly string[];
  /** Told of fields that the API refuses; they are left out. */
  onDroppedFields?: (names: readonly string[]) => void;
  signal?: AbortSignal | undefined;
}

/** What discovery found. */
export interface Discovery {
  accounts: InstagramAccount[];
  /** Entries of `only` that the token cannot see, with the reason where the API gave one. */
  notVisible: { wanted: string; error?: GraphError }[];
}

/**
 * Finds the accounts a token can read, each once, ordered by id. Their profile fields ride along: where the host
 * allows it, no account costs a call of its own.
 *
 * @throws NoInstagramAccountError when the token sees none and none is asked for by id; GraphError.
 */
export async function discoverAccounts(
  graph: GraphClient,
  options: DiscoveryOptions = {},
): Promise<Discovery> {
  const fields = new AskedFields(["id", "username", ...(options.fields ?? [])], options.onDroppedFields);
  const found = new Map<string, InstagramAccount>();
  const pagesSeen =
    graph.host === "facebook"
      ? await addFromPages(graph, fields, found, options.signal)
      : await addOwn(graph, fields, found, options.signal);

  const notVisible: Discovery["notVisible"] = [];
  let accounts = [...found.values()];
  if (options.only) {
    const only = new Set(options.only.map(normalName));
    accounts = accounts.filter((account) => namesOf(account).some((name) => only.has(name)));
    const seen = new Set(accounts.flatMap(namesOf));
    for (const wanted of options.only) {
      if (seen.has(normalName(wanted))) continue;
      const direct = await readDirectly(graph, wanted, fields, options.signal);
      if ("account" in direct) accounts.push(direct.account);
      else notVisible.push(direct);
    }
  } else if (accounts.length === 0) {
    throw new NoInstagramAccountError(noAccountMessage(graph.host, pagesSeen));
  }
  const except = new Set((options.except ?? []).map(normalName));
  return {
    accounts: accounts
      .filter((account) => !namesOf(account).some((name) => except.has(name)))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    notVisible,
  };
}

async function readDirectly(
  graph: GraphClient,
  wanted: string,
  fields: AskedFields,
  signal?: AbortSignal,
): Promise<{ account: InstagramAccount } | { wanted: string; error?: GraphError }> {
  if (!/^\d{5,}$/.test(wanted)) return { wanted };
  try {
    const profile = await fields.readRepairing((names) =>
      graph.get({ path: wanted, params: { fields: names }, budget: `instagram:${wanted}`, signal }),
    );
    return { account: accountOf(profile, null) };
  } catch (error) {
    if (
      error instanceof GraphError &&
      (error.kind === "not-found" || error.kind === "permission" || error.kind === "refused-name")
    ) {
      return { wanted, error };
    }
    throw error;
  }
}

function normalName(name: string): string {
  return name.trim().replace(/^@/, "").toLowerCase();
}

function namesOf(account: InstagramAccount): string[] {
  return [account.id, account.pageId, account.username].flatMap((name) => (name ? [normalName(name)] : []));
}
