import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { edgePage, type GraphNode } from "../../graph/envelope.ts";
import { GraphError, RefusedNameError } from "../../graph/errors/errors.ts";
import type { Fields } from "../../graph/http/params.ts";
import { accountOfPage } from "./account-node.ts";
import type { InstagramAccount } from "./account.ts";
import type { RequestedFields } from "../fields/requested-fields.ts";

/** Adds the accounts of the Pages that the token sees (Facebook host). Gives the number of Pages. */
export async function addFromPages(
  graph: GraphClient,
  fields: RequestedFields,
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
    // With the token of a Page, `me` is the Page and has no `accounts`.
    if (!(error instanceof RefusedNameError) || !error.names.includes("accounts")) throw error;
    add(
      await fields.readRepairing(() =>
        graph.get({ path: "me", params: { fields: pageFields(fields) }, signal }),
      ),
    );
  }
  if (pagesSeen > 0) return pagesSeen;
  // `me/accounts` leaves out Pages that the token sees only through a business.
  try {
    for await (const businesses of pagesOf(graph, "me/businesses", businessFields, fields, signal)) {
      for (const business of businesses) {
        for (const edge of pageEdges) {
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

/** What to read of a Page: its account, with the requested fields. */
export function pageFields({ names }: RequestedFields): Fields {
  return ["id", "name", "tasks", { name: "instagram_business_account", fields: names }];
}

const pageSize = 100;

/** The edges of a business that hold Pages. */
const pageEdges = ["owned_pages", "client_pages"];

function businessFields(requested: RequestedFields): Fields {
  const fields = pageFields(requested);
  return ["id", ...pageEdges.map((name) => ({ name, limit: pageSize, fields }))];
}

function pagesOf(
  graph: GraphClient,
  path: string,
  fieldsOf: (fields: RequestedFields) => Fields,
  fields: RequestedFields,
  signal?: AbortSignal,
): AsyncGenerator<GraphNode[], void, undefined> {
  return graph.pages({
    path,
    params: {},
    budget: "app",
    pageSize,
    plan: {
      ask: () => ({ params: { fields: fieldsOf(fields) } }),
      refused: (refusal) => fields.dropRefused(refusal),
    },
    signal,
  });
}

/** The Pages of a business: those that came with it, or all pages of the edge when there are more. */
async function* rest(
  graph: GraphClient,
  business: GraphNode,
  edge: string,
  fields: RequestedFields,
  signal?: AbortSignal,
): AsyncGenerator<GraphNode[], void, undefined> {
  const nested = v.safeParse(edgePage, business[edge]);
  if (!nested.success) return;
  if (nested.output.paging?.next === undefined) yield nested.output.data;
  else yield* pagesOf(graph, `${String(business["id"])}/${edge}`, pageFields, fields, signal);
}
