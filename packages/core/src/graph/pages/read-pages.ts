import { edgePage, type EdgePage, type GraphNode } from "../envelope.ts";
import { GraphError, TransientError } from "../errors/errors.ts";
import type { Params } from "../http/params.ts";
import type { GraphPath } from "../http/path.ts";
import { endpointOf, type GraphRequest } from "../http/request.ts";
import { AdaptiveSize } from "../pacing/adaptive-size.ts";
import type { Budget } from "../pacing/budget.ts";
import { isAboutSize, isGivenUp } from "../errors/remedies.ts";
import type { Sender } from "../sender.ts";
import type { PageAsk, PagePlan, Probe } from "./page-plan.ts";
import { nextPage, nextPageByCursor } from "./position.ts";
import { WalkGuard } from "./walk-guard.ts";

/** An edge to read page by page. */
export interface PagesRequest extends GraphPath {
  params: Params;
  budget: Budget;
  /** Nodes per page. Halved when the API refuses the amount or does not answer in time; doubled again later. */
  pageSize: number;
  /** Decides what each page asks for. Default: all pages ask the same. */
  plan?: PagePlan | undefined;
  /** True for edges that give cursors but no `paging.next`. They end at an empty page, or when a cursor comes again. */
  cursorsOnly?: boolean | undefined;
  /** Ids of nodes that came in another way, and are not to come again. */
  seen?: readonly string[] | undefined;
  /** Whether the first failure ends it, one of quota as well: nothing is asked again, and no reason is looked for. */
  isOnlyTry?: boolean | undefined;
  /** Called for what a page holds besides nodes, such as `null`: so many nodes may be lost. */
  onUnreadable?: ((entries: number) => void) | undefined;
}

/** With this few nodes, a timeout has another cause than the page size. */
const fewNodes = 10;

/** Tries of a probe after the first: the refusal that it explores has taken all retries already. */
const retriesOfProbe = 1;

/**
 * Reads the pages of an edge, one request per page, when the caller asks for the next one. Only a missing `paging.next`
 * ends it: pages can be short or empty, and the last page has cursors too. (For edges without links, see `cursorsOnly`.)
 * No node comes twice. https://developers.facebook.com/docs/graph-api/results
 *
 * @throws GraphError as the client's `get`; TransientError when the API gives the same pages again and again, or a link
 * that is not an address.
 */
export async function* readPages(
  sender: Sender,
  request: PagesRequest,
  signal?: AbortSignal,
): AsyncGenerator<GraphNode[], void, undefined> {
  const { plan, cursorsOnly = false, isOnlyTry = false } = request;
  const nextOf = cursorsOnly ? nextPageByCursor : nextPage;
  const endpoint = endpointOf({ method: "GET", node: request.node, edge: request.edge });
  const size = new AdaptiveSize(request.pageSize);
  const guard = new WalkGuard(request.seen);
  let position: Params = {};
  const requestFor = ({ params, pageSize = size.current, from = position }: PageAsk): GraphRequest => ({
    method: "GET",
    node: request.node,
    edge: request.edge,
    params: { ...request.params, ...params, ...from, limit: pageSize },
    budget: request.budget,
    quotaCalls: 1,
    canBeSplit: pageSize > fewNodes,
    canBeHalved: pageSize > 1,
  });
  const probe: Probe = async (ask) => {
    try {
      const page = await sender.send(requestFor(ask), edgePage, signal, retriesOfProbe);
      const next = nextOf(page);
      return { ok: true, nodes: page.data, next: typeof next === "string" ? undefined : next };
    } catch (error) {
      if (error instanceof GraphError) return { ok: false, error };
      throw error;
    }
  };

  for (;;) {
    let page: EdgePage;
    const ask = plan?.ask(size.current) ?? {};
    try {
      page = await sender.send(requestFor(ask), edgePage, signal, isOnlyTry ? 0 : undefined);
    } catch (error) {
      if (isOnlyTry) throw error;
      if (error instanceof GraphError && isGivenUp(error)) throw error;
      if (isTooMuch(error, ask.pageSize ?? size.current) && size.shrink()) continue;
      const next = error instanceof GraphError && (await plan?.refused?.(error, probe));
      if (!next) throw error;
      if (next === "end") return;
      if (next !== true) position = next.from;
      continue;
    }
    size.succeeded();
    if (page.unreadable > 0) request.onUnreadable?.(page.unreadable);
    const nodes = plan?.answered?.(page.data) ?? page.data;
    yield guard.fresh(nodes);
    const next = nextOf(page);
    if (next === "end") return;
    if (next === "unknown") throw brokenLink(endpoint);
    if (guard.endlessAt(next)) {
      // Without links, nothing else says that an edge has ended.
      if (cursorsOnly) return;
      throw endless(endpoint);
    }
    position = next;
  }
}

function isTooMuch(error: unknown, pageSize: number): boolean {
  if (!(error instanceof GraphError)) return false;
  return error.kind === "too-much-data" || (isAboutSize(error) && pageSize > fewNodes);
}

function endless(endpoint: string): TransientError {
  return new TransientError(
    `Cannot ${endpoint}: the API gives the same pages again and again, or only empty ones. The list did not come to its end`,
    { endpoint, reason: "repeated-cursor" },
  );
}

function brokenLink(endpoint: string): TransientError {
  return new TransientError(
    `Cannot ${endpoint}: the link to the next page is not an address. The list did not come to its end`,
    { endpoint, reason: "unexpected-shape" },
  );
}
