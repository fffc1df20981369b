import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { edgePage, type GraphNode } from "../../graph/envelope.ts";
import { AuthError, GraphError, RefusedNameError } from "../../graph/errors/errors.ts";
import type { Fields } from "../../graph/http/params.ts";
import { idOf } from "../fields/node-id.ts";
import type { RequestedFields } from "../fields/requested-fields.ts";
import { SeenPages, type SeenIn } from "./seen-pages.ts";

interface Reading {
  graph: GraphClient;
  fields: RequestedFields;
  seen: SeenPages;
  signal: AbortSignal | undefined;
}

/**
 * Every Page that the token sees (Facebook host), in its own list and in the business portfolios.
 *
 * @throws GraphError when nothing at all could be read; AuthError.
 */
export async function readPages(
  graph: GraphClient,
  fields: RequestedFields,
  signal?: AbortSignal,
): Promise<SeenPages> {
  const reading: Reading = { graph, fields, seen: new SeenPages(), signal };
  let refusal: GraphError | undefined;
  try {
    await readList(reading, "me/accounts", "own");
  } catch (error) {
    if (!(error instanceof GraphError) || error instanceof AuthError) throw error;
    // With the token of a Page, `me` is the Page and has no `accounts`.
    if (error instanceof RefusedNameError && error.names.includes("accounts")) {
      await readTokensPage(reading);
      return reading.seen;
    }
    const mayShowOthers = reading.seen.count > 0 || error.reason === "permission-missing";
    if (!mayShowOthers) throw error;
    refusal = error;
  }
  // `me/accounts` leaves out, without an error, Pages that the token sees only through a portfolio.
  await readBusinesses(reading);
  const { seen } = reading;
  if (refusal && seen.count === 0) throw refusal;
  if (refusal) seen.failures.push(refusal);
  return seen;
}

/** What to read of a Page: its account, with the requested fields. */
export function pageFields({ names }: RequestedFields): Fields {
  return ["id", "name", "tasks", { name: "instagram_business_account", fields: names }];
}

const pageSize = 100;

/** The edges of a business that hold Pages. */
const pageEdges = ["owned_pages", "client_pages"];

function withPageEdges(requested: RequestedFields): Fields {
  const fields = pageFields(requested);
  return ["id", ...pageEdges.map((name) => ({ name, limit: pageSize, fields }))];
}

async function readList(reading: Reading, path: string, seenIn: SeenIn): Promise<void> {
  for await (const pages of nodesOf(reading, path, pageFields))
    for (const page of pages) reading.seen.add(page, seenIn, `GET /${path}`);
}

async function readTokensPage({ graph, fields, seen, signal }: Reading): Promise<void> {
  const page = await fields.readRepairing(() =>
    graph.get({ path: "me", params: { fields: pageFields(fields) }, signal }),
  );
  seen.add(page, "own", "GET /me");
}

/** The Pages come along with the businesses. One that refuses its Pages would hide the others: then each is asked alone. */
async function readBusinesses(reading: Reading): Promise<void> {
  try {
    for await (const businesses of nodesOf(reading, "me/businesses", withPageEdges))
      for (const business of businesses)
        for (const edge of pageEdges) await readNestedPages(reading, business, edge);
  } catch (error) {
    if (!isOfThisList(error)) throw error;
    if (!isWithoutPermission(error)) await readBusinessesOneByOne(reading);
  }
}

async function readBusinessesOneByOne(reading: Reading): Promise<void> {
  try {
    for await (const businesses of nodesOf(reading, "me/businesses", () => ["id"]))
      for (const { id: rawId } of businesses) {
        const id = idOf(rawId);
        for (const edge of pageEdges) if (id !== undefined) await readBusinessEdge(reading, id, edge);
      }
  } catch (error) {
    if (!isOfThisList(error)) throw error;
    // The token may not look into businesses: an ordinary thing for a person without one.
    if (error.kind !== "permission" && error.kind !== "refused-name") reading.seen.failures.push(error);
  }
}

/** The Pages that came with a business; all pages of the edge when there are more. */
async function readNestedPages(reading: Reading, business: GraphNode, edge: string): Promise<void> {
  const nested = v.safeParse(edgePage, business[edge]);
  if (!nested.success) return;
  const id = idOf(business["id"]);
  if (nested.output.paging?.next !== undefined && id !== undefined)
    return readBusinessEdge(reading, id, edge);
  for (const page of nested.output.data) reading.seen.add(page, "business", "GET /me/businesses");
}

async function readBusinessEdge(reading: Reading, id: string, edge: string): Promise<void> {
  try {
    await readList(reading, `${id}/${edge}`, "business");
  } catch (error) {
    if (!isOfThisList(error)) throw error;
    if (error.kind !== "permission") reading.seen.failures.push(error);
  }
}

function isOfThisList(error: unknown): error is GraphError {
  return error instanceof GraphError && !(error instanceof AuthError);
}

/** The words for a token without business_management. A general refusal can be about one of the businesses. */
function isWithoutPermission({ kind, code }: GraphError): boolean {
  return kind === "permission" && code === 100;
}

function nodesOf(
  { graph, fields, signal }: Reading,
  path: string,
  fieldsOf: (fields: RequestedFields) => Fields,
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
