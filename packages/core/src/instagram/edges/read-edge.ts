import type { GraphClient } from "../../graph/client.ts";
import { hasAnyOf, type GraphNode } from "../../graph/envelope.ts";
import { QuotaExhaustedError } from "../../graph/errors/errors.ts";
import type { PagePlan } from "../../graph/pages/page-plan.ts";
import { budgetOf, type InstagramAccount } from "../accounts/account.ts";
import type { FieldMemory } from "../fields/field-memory.ts";
import { ListPlan, type LostField } from "../fields/list-plan.ts";
import { tellLost } from "../fields/lost-entries.ts";
import { askableNames } from "../fields/node-field.ts";
import { idOf } from "../fields/node-id.ts";
import { RequestedFields } from "../fields/requested-fields.ts";
import type { AccountEdge } from "./account-edge.ts";

/** What to read of the entries of an edge. */
export interface EdgeOptions {
  /** Default: all that the edge has. */
  fields?: readonly string[] | undefined;
  /** The version of the API: newer fields are not requested. Default `v25.0`. */
  apiVersion?: string | undefined;
  /** Entries per page, where the edge has no size of its own. Default 100. */
  pageSize?: number | undefined;
  /** Called with fields that the API refuses. They are dropped. */
  onDroppedFields?: ((names: readonly string[]) => void) | undefined;
  /** Called for what did not come of the list, although the rest of it did. */
  onLost?: ((lost: LostField) => void) | undefined;
  /** What is known of fields that the API refuses; share it between accounts. Default: forgotten with the read. */
  memory?: FieldMemory | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Reads a list that hangs on an account in pages; each page costs one call. The host may not have it: then it is refused
 * with NotFoundError or RefusedNameError.
 *
 * @throws GraphError, from the iteration; QuotaExhaustedError where the edge limits the reads of a day.
 *
 * @example
 * ```ts
 * import { createGraphClient } from "@tap-instagram/core";
 * import { collaborativeMedia, readEdge } from "@tap-instagram/core/edges";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const account = { id: "17841400000000001" };
 * for await (const page of readEdge(graph, account, collaborativeMedia, { fields: ["username", "like_count"] })) {
 *   for (const post of page) console.log(`${post["username"]} published a post with us: ${post["id"]}`);
 * }
 * ```
 */
export async function* readEdge(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  edge: AccountEdge,
  options: EdgeOptions = {},
): AsyncGenerator<GraphNode[], void, undefined> {
  const { name, maxPages = Infinity } = edge;
  const endpoint = `GET /{id}/${name}`;
  const lose = (entries: number): void =>
    tellLost(endpoint, entries, options.onLost, "with what was asked for");
  const pages = graph.pages({
    node: account.id,
    edge: name,
    params: {},
    budget: budgetOf(account),
    pageSize: edge.pageSize ?? options.pageSize ?? 100,
    cursorsOnly: edge.cursorsOnly,
    plan: planOf(graph, account, edge, options),
    onUnreadable: lose,
    signal: options.signal,
  });
  let read = 0;
  for await (const page of pages) {
    const nodes = entriesIn(page, edge, options.fields);
    lose(page.length - nodes.length);
    yield nodes;
    read += 1;
    if (read >= maxPages) throw tooManyReads(endpoint, read);
  }
}

/** The entries of a page that have their id; on an edge without ids, what they are known by, or any requested field. */
function entriesIn(
  page: readonly GraphNode[],
  { fields, hasIds = true, knownBy }: AccountEdge,
  asked: readonly string[] = fields.map(({ name }) => name),
): GraphNode[] {
  if (hasIds) return page.flatMap(withId);
  if (knownBy !== undefined) return page.filter((entry) => idOf(entry[knownBy]) !== undefined);
  return page.filter((entry) => asked.length === 0 || hasAnyOf(asked, entry));
}

function withId({ id: raw, ...fields }: GraphNode): GraphNode[] {
  const id = idOf(raw);
  return id === undefined ? [] : [{ id, ...fields }];
}

function planOf(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  { name, fields, takesFields = true, hasIds = true }: AccountEdge,
  { fields: wanted = fields.map((field) => field.name), ...options }: EdgeOptions,
): PagePlan | undefined {
  if (!takesFields) return undefined;
  const names = askableNames(wanted, fields, { host: graph.host, apiVersion: options.apiVersion });
  const requested = new RequestedFields(hasIds ? ["id", ...names] : names, {
    place: name,
    account: account.id,
    memory: options.memory,
    onDropped: options.onDroppedFields,
    // An entry without an id is known by its first field.
    indispensable: hasIds ? ["id"] : names.slice(0, 1),
  });
  const list = new ListPlan(
    { lists: [requested], build: (namesOf) => [...namesOf(requested)] },
    options.onLost,
  );
  let isAnswered = false;
  return {
    ask: (largest) => list.ask(largest),
    refused: (refusal, probe) => {
      if (list.dropNamed(refusal)) return true;
      // A host that does not have the edge refuses it in words that could be about an object of the list.
      if (!isAnswered && refusal.kind === "not-found") return false;
      return list.refused(refusal, probe);
    },
    answered: (nodes) => {
      isAnswered = true;
      return list.answered(nodes);
    },
  };
}

function tooManyReads(endpoint: string, pages: number): QuotaExhaustedError {
  return new QuotaExhaustedError(
    `Stopped ${endpoint} after ${pages} pages: Meta limits the reads of this list per account and day. The rest comes another day`,
    { endpoint, reason: "account-quota" },
  );
}
