import {
  discoverAccounts,
  GraphError,
  NoInstagramAccountError,
  type GraphClient,
  type InstagramAccount,
} from "@tap-instagram/core";

/** What a token reads, and why it reads nothing where that is so. */
export interface ReadableAccounts {
  readonly accounts: readonly InstagramAccount[];
  readonly problem?: string | undefined;
}

/**
 * Tries a token. With Facebook Login it works as soon as `/me` answers: a permission or a Page that is missing is told,
 * and can be mended. With Instagram Login it works if it reads its own account.
 *
 * @throws GraphError, NoInstagramAccountError for a token that does not work.
 */
export async function readableAccounts(graph: GraphClient, signal: AbortSignal): Promise<ReadableAccounts> {
  if (graph.host === "facebook") await verify(graph, signal);
  try {
    return { accounts: (await discoverAccounts(graph, { signal })).accounts };
  } catch (error) {
    const isOfAccess = error instanceof GraphError || error instanceof NoInstagramAccountError;
    if (graph.host === "instagram" || !isOfAccess) throw error;
    return { accounts: [], problem: error.message };
  }
}

/**
 * Asks for the owner of a token.
 *
 * @throws GraphError for a token that does not work.
 */
export async function verify(graph: GraphClient, signal: AbortSignal): Promise<void> {
  const id = graph.host === "facebook" ? "id" : "user_id";
  await graph.get({ node: "me", params: { fields: [id] }, signal });
}
