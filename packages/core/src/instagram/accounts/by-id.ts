import type { GraphClient } from "../../graph/client.ts";
import type { GraphNode } from "../../graph/envelope.ts";
import { AuthError, GraphError } from "../../graph/errors/errors.ts";
import type { Fields } from "../../graph/http/params.ts";
import { accountOf, accountOfPage } from "./account-node.ts";
import { budgetOf, type InstagramAccount } from "./account.ts";
import type { RequestedFields } from "../fields/requested-fields.ts";
import { pageFields } from "./facebook-login.ts";

/** The account, or that there is none to be read, with the reason where the API gave one. */
export type DirectRead = { account: InstagramAccount } | { wanted: string; error?: GraphError | undefined };

const saysNotThisAccount = new Set<GraphError["kind"]>(["not-found", "permission", "refused-name", "misuse"]);

/** Whether it is the id of an account, or of a Page. */
export function isId(wanted: string): boolean {
  return /^\d{5,}$/.test(wanted.trim());
}

/**
 * Reads an account by its id, or by that of its Page. Whatever is the matter with one, others may be read; without a
 * token that works, none can.
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
    graph.get({ path: wanted, params: { fields: asked }, budget: budgetOf({ id: wanted }), signal });
  for (;;) {
    try {
      return { account: accountOf(await read(fields.names), null) };
    } catch (error) {
      if (!isOfThisAccount(error)) throw error;
      if (error.kind === "refused-name") {
        // Only an account knows all its fields; a Page names those it does not, and the account that is linked to it.
        const page = graph.host === "facebook" ? await readAsPage(read, wanted, fields) : undefined;
        if (page) return page;
        if (!(await isAccount(read))) return { wanted, error };
      }
      if (!fields.dropRefused(error)) return { wanted, error };
    }
  }
}

/** `undefined` for what is no Page. */
async function readAsPage(
  read: (asked: Fields) => Promise<GraphNode>,
  wanted: string,
  fields: RequestedFields,
): Promise<DirectRead | undefined> {
  try {
    const account = accountOfPage(await fields.readRepairing(() => read(pageFields(fields))));
    return account ? { account } : { wanted };
  } catch (error) {
    if (!isOfThisAccount(error)) throw error;
    return saysNotThisAccount.has(error.kind) ? undefined : { wanted, error };
  }
}

/** Whether a node that refuses a field is an account all the same: nothing else has such a count. */
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
