import type { GraphClient } from "../../graph/client.ts";
import type { GraphNode } from "../../graph/envelope.ts";
import { AuthError, GraphError } from "../../graph/errors/errors.ts";
import type { Fields } from "../../graph/http/params.ts";
import { accountOf, accountOfPage } from "./account-node.ts";
import { budgetOf, type InstagramAccount } from "./account.ts";
import type { RequestedFields } from "../fields/requested-fields.ts";
import { pageFieldsOf, withAccount } from "./page-list.ts";

/** The account, or no account, with the API's error if there is one. */
export type DirectRead = { account: InstagramAccount } | { wanted: string; error?: GraphError | undefined };

const saysNotThisAccount = new Set<GraphError["kind"]>(["not-found", "permission", "refused-name", "misuse"]);

/** Whether it is an id, of an account or of a Page. */
export function isId(wanted: string): boolean {
  return /^\d{5,}$/.test(wanted.trim());
}

/**
 * Reads an account by its id, or by the id of its Page. A failure concerns this account only, except when the token
 * does not work.
 *
 * @throws AuthError; the signal's reason when aborted.
 */
export async function readDirectly(
  graph: GraphClient,
  wanted: string,
  fields: RequestedFields,
  signal?: AbortSignal,
): Promise<DirectRead> {
  if (!isId(wanted)) return { wanted };
  const read = (asked: Fields) =>
    graph.get({ node: wanted, params: { fields: asked }, budget: budgetOf({ id: wanted }), signal });
  for (;;) {
    try {
      const account = accountOf(await read(fields.names));
      return account?.id === wanted.trim() ? { account } : { wanted };
    } catch (error) {
      if (!isOfThisAccount(error)) throw error;
      if (error.kind === "refused-name") {
        // A Page refuses fields of an account, but it has the linked account.
        const page = graph.host === "facebook" ? await readAsPage(read, wanted, fields) : undefined;
        if (page) return page;
        if (!(await isAccount(read))) return { wanted, error };
      }
      if (!(await fields.repair(error, read))) return { wanted, error };
    }
  }
}

/** `undefined` when it is not a Page. */
async function readAsPage(
  read: (asked: Fields) => Promise<GraphNode>,
  wanted: string,
  fields: RequestedFields,
): Promise<DirectRead | undefined> {
  try {
    const pages = pageFieldsOf(fields);
    const page = await fields.readRepairing((names) =>
      read(withAccount(pages, (list) => (list === fields ? names : list.names))),
    );
    const account = accountOfPage(page);
    return account ? { account } : { wanted };
  } catch (error) {
    if (!isOfThisAccount(error)) throw error;
    return saysNotThisAccount.has(error.kind) ? undefined : { wanted, error };
  }
}

/** Whether a node that refuses a field is an account: no other node has this count. */
async function isAccount(read: (asked: Fields) => Promise<GraphNode>): Promise<boolean> {
  try {
    return typeof (await read(["media_count"]))["media_count"] === "number";
  } catch (error) {
    if (!isOfThisAccount(error)) throw error;
    return false;
  }
}

function isOfThisAccount(error: unknown): error is GraphError {
  return error instanceof GraphError && !(error instanceof AuthError);
}
