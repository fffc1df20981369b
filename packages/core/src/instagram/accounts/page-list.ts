import type { GraphClient } from "../../graph/client.ts";
import type { GraphNode } from "../../graph/envelope.ts";
import { TransientError } from "../../graph/errors/errors.ts";
import type { Fields } from "../../graph/http/params.ts";
import { textOfPath, type GraphPath } from "../../graph/http/path.ts";
import { ListPlan, type ListFields } from "../fields/list-plan.ts";
import { RequestedFields } from "../fields/requested-fields.ts";
import type { SeenIn, SeenPages } from "./seen-pages.ts";

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

export type NamesOf = (list: RequestedFields) => readonly string[];

/** The account is asked for as soon as one of its fields is. */
export function withAccount({ ofPage, ofAccount }: PageFields, namesOf: NamesOf): Fields {
  const names = namesOf(ofPage);
  const fields = namesOf(ofAccount);
  const isAsked = names.includes(account) || fields.some((name) => name !== "id");
  return [...names.filter((name) => name !== account), ...(isAsked ? [{ name: account, fields }] : [])];
}

/** Lists that are being read, and what they showed. */
export interface Reading {
  graph: GraphClient;
  fields: PageFields;
  seen: SeenPages;
  signal: AbortSignal | undefined;
}

/** How many nodes are asked for in one request. */
export const pageSize = 100;

/** Adds each Page of a list to those that were seen. */
export async function readList(reading: Reading, path: GraphPath, seenIn: SeenIn): Promise<void> {
  for await (const pages of nodesOf(reading, path, { build: withAccount }))
    for (const page of pages) reading.seen.add(page, seenIn, `GET /${textOfPath(path)}`);
}

/** What to ask of the nodes of a list, and how hard to try. */
export interface ListAsk {
  /** Default: only their ids. */
  readonly build?: ((pages: PageFields, namesOf: NamesOf) => Fields) | undefined;
  /** Whether the first failure ends it. */
  readonly isOnlyTry?: boolean | undefined;
}

/** The nodes of a list, page by page. */
export function nodesOf(
  { graph, fields, seen, signal }: Reading,
  path: GraphPath,
  { build, isOnlyTry }: ListAsk = {},
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
    isOnlyTry,
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
