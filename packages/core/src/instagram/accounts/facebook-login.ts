import type { GraphClient } from "../../graph/client.ts";
import { AuthError, GraphError, RefusedNameError } from "../../graph/errors/errors.ts";
import type { RequestedFields } from "../fields/requested-fields.ts";
import { pageFieldsOf, readList, withAccount, type Reading } from "./page-list.ts";
import { readPortfolios } from "./portfolios.ts";
import { SeenPages } from "./seen-pages.ts";

/**
 * Every Page that the token sees (Facebook host), in its own list and in the business portfolios. Both are read side by
 * side: `me/accounts` leaves out, without an error, Pages that the token sees only through a portfolio.
 *
 * @throws GraphError when nothing at all could be read; AuthError.
 */
export async function readPages(
  graph: GraphClient,
  fields: RequestedFields,
  signal?: AbortSignal,
): Promise<SeenPages> {
  const asked = { graph, fields: pageFieldsOf(fields), signal };
  const own: Reading = { ...asked, seen: new SeenPages() };
  const refusalOfOwn = readOwn(own);
  const mayHavePortfolios = async (): Promise<boolean> => !isAboutPageToken(await refusalOfOwn);
  // It is not cut off where the own list fails: its one request is answered, or ends at its deadline.
  const [outcome, ofPortfolios] = await Promise.allSettled([
    refusalOfOwn,
    readPortfolios(asked, mayHavePortfolios),
  ]);
  if (outcome.status === "rejected") throw outcome.reason;
  const refusal = outcome.value;
  if (isAboutPageToken(refusal)) {
    await readTokensPage(own);
    return own.seen;
  }
  if (ofPortfolios.status === "rejected") throw ofPortfolios.reason;
  own.seen.addAll(ofPortfolios.value);
  if (refusal && own.seen.count === 0) throw refusal;
  if (refusal) own.seen.failures.push(refusal);
  return own.seen;
}

/** Reads the token's own list. Gives the refusal that ended it where others may be seen all the same. */
async function readOwn(own: Reading): Promise<GraphError | undefined> {
  try {
    await readList(own, { node: "me", edge: "accounts" }, "own");
    return undefined;
  } catch (error) {
    if (!(error instanceof GraphError) || error instanceof AuthError) throw error;
    const mayShowOthers =
      isAboutPageToken(error) || own.seen.count > 0 || error.reason === "permission-missing";
    if (!mayShowOthers) throw error;
    return error;
  }
}

/** With the token of a Page, `me` is the Page and has no `accounts`. */
function isAboutPageToken(error: GraphError | undefined): boolean {
  return error instanceof RefusedNameError && error.names.includes("accounts");
}

async function readTokensPage({ graph, fields, seen, signal }: Reading): Promise<void> {
  const page = await fields.ofAccount.readRepairing((names) => {
    const asked = withAccount(fields, (list) => (list === fields.ofAccount ? names : list.names));
    return graph.get({ node: "me", params: { fields: asked }, signal });
  });
  seen.add(page, "own", "GET /me");
}
