import * as v from "valibot";
import { edgePage, type GraphNode } from "../../graph/envelope.ts";
import { AuthError, GraphError } from "../../graph/errors/errors.ts";
import type { Fields } from "../../graph/http/params.ts";
import { idOf } from "../fields/node-id.ts";
import {
  nodesOf,
  pageSize,
  readList,
  withAccount,
  type NamesOf,
  type PageFields,
  type Reading,
} from "./page-list.ts";
import { SeenPages } from "./seen-pages.ts";

/** The edges of a business that hold Pages. */
const pageEdges = ["owned_pages", "client_pages"];

function withPageEdges(pages: PageFields, namesOf: NamesOf): Fields {
  const fields = withAccount(pages, namesOf);
  return ["id", ...pageEdges.map((name) => ({ name, limit: pageSize, fields }))];
}

/**
 * The Pages of all portfolios. They are asked for beside the token's own list, which saves a round trip. What fails there
 * is not looked into: once the own list has ended, and knows which fields are refused, they are asked for anew.
 *
 * @param areWanted - tells, at the end of the own list, whether the token can have portfolios.
 */
export async function readPortfolios(
  asked: Omit<Reading, "seen">,
  areWanted: () => Promise<boolean>,
): Promise<SeenPages> {
  const early: Reading = { ...asked, seen: new SeenPages() };
  try {
    await readBusinesses(early, true);
    return early.seen;
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    if (isWithoutPermission(error)) return early.seen;
  }
  const late: Reading = { ...asked, seen: new SeenPages() };
  if (await areWanted()) await readRepairing(late);
  return late.seen;
}

/** Looks for the reason of a refusal. One business that refuses its Pages would hide the others: then each is asked alone. */
async function readRepairing(reading: Reading): Promise<void> {
  try {
    await readBusinesses(reading);
  } catch (error) {
    if (!isOfThisList(error)) throw error;
    if (!isWithoutPermission(error)) await readBusinessesOneByOne(reading);
  }
}

/** The Pages come along with the businesses. */
async function readBusinesses(reading: Reading, isOnlyTry = false): Promise<void> {
  const ask = { build: withPageEdges, isOnlyTry };
  for await (const businesses of nodesOf(reading, { node: "me", edge: "businesses" }, ask))
    for (const business of businesses)
      for (const edge of pageEdges) await readNestedPages(reading, business, edge);
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
