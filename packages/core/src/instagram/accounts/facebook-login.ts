import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { edgePage, type GraphNode } from "../../graph/envelope.ts";
import { AuthError, GraphError, RefusedNameError, TransientError } from "../../graph/errors/errors.ts";
import type { Fields } from "../../graph/http/params.ts";
import { textOfPath, type GraphPath } from "../../graph/http/path.ts";
import { ListPlan, type ListFields } from "../fields/list-plan.ts";
import { idOf } from "../fields/node-id.ts";
import { RequestedFields } from "../fields/requested-fields.ts";
import { SeenPages, type SeenIn } from "./seen-pages.ts";

interface Reading {
  graph: GraphClient;
  fields: PageFields;
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
  const reading: Reading = { graph, fields: pageFieldsOf(fields), seen: new SeenPages(), signal };
  let refusal: GraphError | undefined;
  try {
    await readList(reading, { node: "me", edge: "accounts" }, "own");
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

/** The fields of a Page, and those of its account. */
export interface PageFields {
  ofPage: RequestedFields;
  ofAccount: RequestedFields;
}

const account = "instagram_business_account";

/** What to read of a Page: its account, with the requested fields. */
export function pageFieldsOf(ofAccount: RequestedFields): PageFields {
  return { ofPage: new RequestedFields(["id", "name", "tasks", account], { place: "page" }), ofAccount };
}

type NamesOf = (list: RequestedFields) => readonly string[];

/** The account is asked for as soon as one of its fields is. */
export function withAccount({ ofPage, ofAccount }: PageFields, namesOf: NamesOf): Fields {
  const names = namesOf(ofPage);
  const fields = namesOf(ofAccount);
  const isAsked = names.includes(account) || fields.some((name) => name !== "id");
  return [...names.filter((name) => name !== account), ...(isAsked ? [{ name: account, fields }] : [])];
}

const pageSize = 100;

/** The edges of a business that hold Pages. */
const pageEdges = ["owned_pages", "client_pages"];

function withPageEdges(pages: PageFields, namesOf: NamesOf): Fields {
  const fields = withAccount(pages, namesOf);
  return ["id", ...pageEdges.map((name) => ({ name, limit: pageSize, fields }))];
}

async function readList(reading: Reading, path: GraphPath, seenIn: SeenIn): Promise<void> {
  for await (const pages of nodesOf(reading, path, withAccount))
    for (const page of pages) reading.seen.add(page, seenIn, `GET /${textOfPath(path)}`);
}

async function readTokensPage({ graph, fields, seen, signal }: Reading): Promise<void> {
  const page = await fields.ofAccount.readRepairing((names) => {
    const asked = withAccount(fields, (list) => (list === fields.ofAccount ? names : list.names));
    return graph.get({ node: "me", params: { fields: asked }, signal });
  });
  seen.add(page, "own", "GET /me");
}

/** The Pages come along with the businesses. One that refuses its Pages would hide the others: then each is asked alone. */
async function readBusinesses(reading: Reading): Promise<void> {
  try {
    for await (const businesses of nodesOf(reading, { node: "me", edge: "businesses" }, withPageEdges))
      for (const business of businesses)
        for (const edge of pageEdges) await readNestedPages(reading, business, edge);
  } catch (error) {
    if (!isOfThisList(error)) throw error;
    if (!isWithoutPermission(error)) await readBusinessesOneByOne(reading);
  }
}

async function readBusinessesOneByOne(reading: Reading): Promise<void> {
  try {
    for await (const businesses of nodesOf(reading, { node: "me", edge: "businesses" }))
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
    await readList(reading, { node: id, edge }, "business");
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
  { graph, fields, seen, signal }: Reading,
  path: GraphPath,
  build?: (pages: PageFields, namesOf: NamesOf) => Fields,
): AsyncGenerator<GraphNode[], void, undefined> {
  const list: ListFields = {
    lists: build ? [fields.ofPage, fields.ofAccount] : [],
    build: (namesOf) => build?.(fields, namesOf) ?? ["id"],
    essential: account,
  };
  return graph.pages({
    ...path,
    params: {},
    budget: "app",
    pageSize,
    plan: new ListPlan(list, ({ error }) => seen.failures.push(error)),
    onUnreadable: () => seen.failures.push(unreadable(path)),
    signal,
  });
}

function unreadable(path: GraphPath): TransientError {
  const endpoint = `GET /${textOfPath(path)}`;
  return new TransientError(`Cannot ${endpoint}: an entry of the list is not an object`, {
    endpoint,
    reason: "unexpected-shape",
  });
}
