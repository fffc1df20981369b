import * as v from "valibot";
import type { GraphClient } from "../graph/client.ts";
import { edgePage, node, type GraphNode } from "../graph/envelope.ts";
import { GraphError, RefusedNameError } from "../graph/errors.ts";
import { noAccountMessage, NoInstagramAccountError, type InstagramAccount } from "./account.ts";
import { AskedFields } from "./asked-fields.ts";

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

/** Facebook host: the accounts linked to the Pages the token sees. Gives the number of those Pages. */
async function addFromPages(
  graph: GraphClient,
  fields: AskedFields,
  found: Map<string, InstagramAccount>,
  signal?: AbortSignal,
): Promise<number> {
  let pagesSeen = 0;
  const add = (page: GraphNode) => {
    pagesSeen += 1;
    const account = accountOfPage(page);
    if (account && !found.has(account.id)) found.set(account.id, account);
  };
  try {
    for await (const pages of pagesOf(graph, "me/accounts", pageFields, fields, signal)) pages.forEach(add);
  } catch (error) {
    // With a Page's own token, `me` is the Page and has no `accounts`.
    if (!(error instanceof RefusedNameError)) throw error;
    add(await graph.get({ path: "me", params: { fields: pageFields(fields) }, signal }));
  }
  if (pagesSeen > 0) return pagesSeen;
  // Pages that a business owns stay invisible above, without an error, when the permission is the business's.
  try {
    for await (const businesses of pagesOf(graph, "me/businesses", businessFields, fields, signal)) {
      for (const business of businesses) {
        for (const edge of ["owned_pages", "client_pages"]) {
          for await (const pages of rest(graph, business, edge, fields, signal)) pages.forEach(add);
        }
      }
    }
  } catch (error) {
    if (!(error instanceof GraphError) || (error.kind !== "permission" && error.kind !== "refused-name"))
      throw error;
  }
  return pagesSeen;
}

/** Instagram host: the token's own account. */
async function addOwn(
  graph: GraphClient,
  fields: AskedFields,
  found: Map<string, InstagramAccount>,
  signal?: AbortSignal,
): Promise<number> {
  const answer = await withRepair(fields, () =>
    graph.get({ path: "me", params: { fields: ["user_id", ...fields.names] }, signal }),
  );
  const wrapped = v.safeParse(v.object({ data: v.array(node) }), answer);
  const profile = (wrapped.success ? wrapped.output.data[0] : answer) ?? {};
  const id = profile["user_id"];
  if (typeof id !== "string") return 0;
  // Here `id` is app-scoped; the professional id, which every path and the other host use, is `user_id`.
  found.set(id, accountOf({ ...profile, id }, null));
  return 0;
}

function pageFields(fields: AskedFields): string {
  return `id,name,tasks,instagram_business_account{${fields.names.join(",")}}`;
}

function businessFields(fields: AskedFields): string {
  return `id,owned_pages.limit(100){${pageFields(fields)}},client_pages.limit(100){${pageFields(fields)}}`;
}

function pagesOf(
  graph: GraphClient,
  path: string,
  fieldsParam: (fields: AskedFields) => string,
  fields: AskedFields,
  signal?: AbortSignal,
): AsyncGenerator<GraphNode[], void, undefined> {
  return graph.pages({
    path,
    params: { fields: fieldsParam(fields) },
    budget: "app",
    pageSize: 100,
    repair: (refusal) => (fields.dropRefused(refusal) ? { fields: fieldsParam(fields) } : undefined),
    signal,
  });
}

/** A nested edge: the page that came along, and where it has more, the edge's own. */
async function* rest(
  graph: GraphClient,
  business: GraphNode,
  edge: string,
  fields: AskedFields,
  signal?: AbortSignal,
): AsyncGenerator<GraphNode[], void, undefined> {
  const nested = v.safeParse(edgePage, business[edge]);
  if (!nested.success) return;
  if (nested.output.paging?.next === undefined) yield nested.output.data;
  else yield* pagesOf(graph, `${String(business["id"])}/${edge}`, pageFields, fields, signal);
}

async function readDirectly(
  graph: GraphClient,
  wanted: string,
  fields: AskedFields,
  signal?: AbortSignal,
): Promise<{ account: InstagramAccount } | { wanted: string; error?: GraphError }> {
  if (!/^\d{5,}$/.test(wanted)) return { wanted };
  try {
    const profile = await withRepair(fields, () =>
      graph.get({ path: wanted, params: { fields: fields.names }, budget: `instagram:${wanted}`, signal }),
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

async function withRepair<T>(fields: AskedFields, read: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof RefusedNameError) || !fields.dropRefused(error)) throw error;
    }
  }
}

const linkedPage = v.object({
  id: v.string(),
  tasks: v.optional(v.array(v.string())),
  instagram_business_account: v.optional(v.intersect([v.object({ id: v.string() }), node])),
});

function accountOfPage(page: GraphNode): InstagramAccount | undefined {
  const parsed = v.safeParse(linkedPage, page);
  if (!parsed.success || !parsed.output.instagram_business_account) return undefined;
  return accountOf(parsed.output.instagram_business_account, parsed.output.id, parsed.output.tasks);
}

function accountOf(
  profile: GraphNode,
  pageId: string | null,
  tasks: readonly string[] = [],
): InstagramAccount {
  const username = profile["username"];
  return {
    id: String(profile["id"]),
    username: typeof username === "string" ? username : null,
    pageId,
    tasks,
    profile,
  };
}

function normalName(name: string): string {
  return name.trim().replace(/^@/, "").toLowerCase();
}

function namesOf(account: InstagramAccount): string[] {
  return [account.id, account.pageId, account.username].flatMap((name) => (name ? [normalName(name)] : []));
}
