import type { GraphClient } from "../../graph/client.ts";
import { PermissionError, type GraphError } from "../../graph/errors/errors.ts";
import { noAccountMessage, NoInstagramAccountError, type InstagramAccount } from "./account.ts";
import { RequestedFields } from "../fields/requested-fields.ts";
import { isId, readDirectly } from "./by-id.ts";
import { addOwn } from "./instagram-login.ts";
import { askableNames } from "../fields/node-field.ts";
import { addFromPages } from "./facebook-login.ts";
import { accountFields } from "./account-fields.ts";
import { namesOf, normalName } from "./account-names.ts";

/** Which accounts to find, and what to read of each. */
export interface DiscoveryOptions {
  /** Fields of the account, see `accountFields`. Those that the host lacks are not requested. Default: `id` and `username`. */
  fields?: readonly string[] | undefined;
  /** Only these account ids, Page ids or usernames. Default: every account that the token sees. */
  only?: readonly string[] | undefined;
  /** Not these account ids, Page ids or usernames. */
  except?: readonly string[] | undefined;
  /** The version of the API: newer fields are not requested. Default `v25.0`. */
  apiVersion?: string | undefined;
  /** Called with fields that the API refuses. They are dropped. */
  onDroppedFields?: ((names: readonly string[]) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** What discovery found. */
export interface Discovery {
  accounts: InstagramAccount[];
  /** Entries of `only` that could not be read, with the API's error if there is one. */
  notVisible: { wanted: string; error?: GraphError | undefined }[];
}

/**
 * Finds the accounts that a token can read, each once, ordered by id. It reads their fields in the same requests: where
 * the host allows it, an account costs no extra call.
 *
 * @throws NoInstagramAccountError when the token sees no account and `only` names none; GraphError.
 *
 * @example
 * ```ts
 * import { createGraphClient, discoverAccounts } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const { accounts, notVisible } = await discoverAccounts(graph, {
 *   fields: ["name", "followers_count"],
 *   only: ["lumen.cykel", "17841400000000002"],
 * });
 * for (const { id, username, profile } of accounts) console.log(id, username, profile["followers_count"]);
 * for (const { wanted, error } of notVisible) console.warn(`Cannot see ${wanted}`, error?.hint ?? "");
 * ```
 */
export async function discoverAccounts(
  graph: GraphClient,
  options: DiscoveryOptions = {},
): Promise<Discovery> {
  const { apiVersion } = options;
  const askable = askableNames(options.fields ?? [], accountFields, { host: graph.host, apiVersion });
  const restricted = accountFields.flatMap((row) => (row.restricted ? [row.name] : []));
  const fields = new RequestedFields(["id", "username", ...askable], options.onDroppedFields, restricted);
  const found = new Map<string, InstagramAccount>();
  const addVisible = graph.host === "facebook" ? addFromPages : addOwn;
  let refusal: PermissionError | undefined;
  const pagesSeen = await addVisible(graph, fields, found, options.signal).catch((error: unknown) => {
    // An id can be read without the permission to list Pages.
    if (!(error instanceof PermissionError) || !options.only?.some(isId)) throw error;
    refusal = error;
    return 0;
  });

  const notVisible: Discovery["notVisible"] = [];
  let accounts = [...found.values()];
  if (options.only && options.only.length > 0) {
    const only = new Set(options.only.map(normalName));
    accounts = accounts.filter((account) => namesOf(account).some((name) => only.has(name)));
    const seen = new Set(accounts.flatMap(namesOf));
    for (const wanted of only) {
      if (seen.has(wanted)) continue;
      const direct = await readDirectly(graph, wanted, fields, options.signal);
      if (!("account" in direct)) notVisible.push(direct);
      else if (!accounts.some(({ id }) => id === direct.account.id)) accounts.push(direct.account);
    }
    if (refusal && accounts.length === 0) throw refusal;
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
