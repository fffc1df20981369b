import type { GraphClient } from "../../graph/client.ts";
import { PermissionError, type GraphError } from "../../graph/errors/errors.ts";
import {
  noAccountMessage,
  NoInstagramAccountError,
  type FacebookPage,
  type InstagramAccount,
  type KnownAccount,
} from "./account.ts";
import { chosenFrom, without } from "./choose-accounts.ts";
import type { FieldMemory } from "../fields/field-memory.ts";
import { RequestedFields } from "../fields/requested-fields.ts";
import { isId, readDirectly } from "./by-id.ts";
import { readOwn } from "./instagram-login.ts";
import { askableNames } from "../fields/node-field.ts";
import { readPages } from "./facebook-login.ts";
import { accountFields } from "./account-fields.ts";

/** Which accounts to find, and what to read of each. */
export interface DiscoveryOptions {
  /** Fields of the account, see `accountFields`. Those that the host lacks are not requested. Default: `id` and `username`. */
  fields?: readonly string[] | undefined;
  /** Only these account ids, Page ids or usernames. Default: every account that the token sees. */
  only?: readonly string[] | undefined;
  /** Not these account ids, Page ids or usernames. */
  except?: readonly string[] | undefined;
  /** Accounts that were seen at an earlier time. */
  known?: readonly KnownAccount[] | undefined;
  /** The version of the API: newer fields are not requested. Default `v25.0`. */
  apiVersion?: string | undefined;
  /** Called with fields that the API refuses. They are dropped. */
  onDroppedFields?: ((names: readonly string[]) => void) | undefined;
  /** What is known of fields that the API refuses. Default: forgotten afterwards. */
  memory?: FieldMemory | undefined;
  signal?: AbortSignal | undefined;
}

/** What discovery found. */
export interface Discovery {
  accounts: InstagramAccount[];
  /** Entries of `only` that could not be read, with the API's error if there is one. */
  notVisible: { wanted: string; error?: GraphError | undefined }[];
  /** Accounts that `except` leaves out. */
  excluded: InstagramAccount[];
  /** Entries of `except` that fit no account that the token sees, and none of `known`. */
  unmatched: string[];
  /** Those of `known` that the token does not see and `except` does not name. None with `only`: that names what to expect. */
  vanished: KnownAccount[];
  /** Pages of the token that show no account. */
  pagesWithoutAccount: FacebookPage[];
  /** Pages that only a business portfolio shows, without an account: the login did not grant them, or they have none. */
  pagesNotGranted: FacebookPage[];
  /** Why accounts may be missing: lists of Pages that did not come to their end. None where all of `only` were found. */
  failures: GraphError[];
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
  const fields = new RequestedFields(["id", "username", ...askable], {
    place: "account",
    memory: options.memory,
    onDropped: options.onDroppedFields,
    restricted,
  });
  const { only = [], except = [], known = [], signal } = options;
  const seen = await readVisible(graph, fields, only, signal);
  const { pagesSeen, pagesWithoutAccount, pagesNotGranted, failures } = seen;
  const [failure] = failures;
  if (only.length === 0) {
    const { accounts } = seen;
    if (accounts.length === 0)
      throw failure ?? new NoInstagramAccountError(noAccountMessage(graph.host, pagesSeen));
    const parted = without(accounts, except, known);
    return { ...parted, notVisible: [], pagesWithoutAccount, pagesNotGranted, failures };
  }
  const read = (wanted: string) => readDirectly(graph, wanted, fields, signal);
  const { accounts, notVisible } = await chosenFrom(seen.accounts, only, read);
  if (accounts.length === 0 && failure instanceof PermissionError) throw failure;
  return {
    ...without(accounts, except, known),
    vanished: [],
    // A list that ended early may have been about to show them.
    notVisible: notVisible.map(({ wanted, error = failure }) => ({ wanted, error })),
    pagesWithoutAccount,
    pagesNotGranted,
    failures: [],
  };
}

/** What the token shows by itself. */
interface Visible extends Pick<
  Discovery,
  "accounts" | "pagesWithoutAccount" | "pagesNotGranted" | "failures"
> {
  pagesSeen: number;
}

async function readVisible(
  graph: GraphClient,
  fields: RequestedFields,
  only: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Visible> {
  const nothing = { accounts: [], pagesWithoutAccount: [], pagesNotGranted: [], failures: [], pagesSeen: 0 };
  if (graph.host === "instagram") {
    const own = await readOwn(graph, fields, signal);
    return { ...nothing, accounts: own ? [own] : [] };
  }
  try {
    const pages = await readPages(graph, fields, signal);
    const { accounts, failures, count } = pages;
    return {
      accounts,
      failures,
      pagesSeen: count,
      pagesWithoutAccount: pages.withoutAccount("own"),
      pagesNotGranted: pages.withoutAccount("business"),
    };
  } catch (error) {
    // An id can be read without the permission to list Pages.
    if (!(error instanceof PermissionError) || !only.some(isId)) throw error;
    return { ...nothing, failures: [error] };
  }
}
