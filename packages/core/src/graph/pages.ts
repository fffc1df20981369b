import { AdaptiveSize } from "./pacing/adaptive-size.ts";
import { edgePage, type EdgePage, type GraphNode } from "./envelope.ts";
import { GraphError, MisuseError } from "./errors/errors.ts";
import type { Params } from "./http/params.ts";
import { endpointOf } from "./http/request.ts";
import type { Sender } from "./sender.ts";
import type { Budget } from "./pacing/budget.ts";

/** An edge to read page by page. */
export interface PagesRequest {
  /** `17841400000000001/media` */
  path: string;
  params: Params;
  budget: Budget;
  /** Nodes asked for at once. Halved where the API finds that too much or does not answer in time, and grown back. */
  pageSize: number;
  /** Asks each page in its own way. Default: all alike. */
  plan?: PagePlan | undefined;
  /** True for edges that give cursors and never `paging.next`: the walk ends at an empty page, or without a new cursor. */
  cursorsOnly?: boolean | undefined;
}

/** Decides page by page what to ask, and learns from the answers. */
export interface PagePlan {
  /** Before each request: parameters that go before the request's own, and fewer nodes than `largest` if need be. */
  ask(largest: number): { params?: Params | undefined; pageSize?: number | undefined };
  /** A refusal that is not about the size of the page. True to ask again, as `ask` says then; false to give up. */
  refused?(refusal: GraphError): boolean;
  /** The page came, with so many nodes. */
  answered?(nodes: number): void;
}

/** With so few nodes it is not their number that keeps an answer from coming in time. */
const fewNodes = 10;

/** What a paging link repeats of our own request, and what must not be kept of it. */
const notPosition = new Set(["access_token", "appsecret_proof", "limit", "fields"]);

/**
 * The pages of an edge, one request each, fetched when they are asked for. Ends at a missing `paging.next`, and
 * nowhere else: pages may be short or empty, and cursors stay on the last one. (Edges without links: see `cursorsOnly`.)
 * https://developers.facebook.com/docs/graph-api/results
 *
 * @throws GraphError as the client's `get`; MisuseError when the API sends the same cursor again and again.
 */
export async function* readPages(
  sender: Sender,
  request: PagesRequest,
  signal?: AbortSignal,
): AsyncGenerator<GraphNode[], void, undefined> {
  const size = new AdaptiveSize(request.pageSize);
  const loop = new LoopGuard(endpointOf({ method: "GET", path: request.path }));
  let position: Params = {};
  for (;;) {
    let page: EdgePage;
    const { params = {}, pageSize = size.current } = request.plan?.ask(size.current) ?? {};
    try {
      page = await sender.send(
        {
          method: "GET",
          path: request.path,
          params: { ...request.params, ...params, ...position, limit: pageSize },
          budget: request.budget,
          quotaCalls: 1,
          canBeSplit: pageSize > fewNodes,
        },
        edgePage,
        signal,
      );
    } catch (error) {
      if (isTooMuch(error, pageSize) && size.shrink()) continue;
      if (error instanceof GraphError && request.plan?.refused?.(error)) continue;
      throw error;
    }
    size.succeeded();
    request.plan?.answered?.(page.data.length);
    yield page.data;
    const next = request.cursorsOnly ? nextCursor(page, position) : nextPosition(page);
    if (!next) return;
    loop.pass(JSON.stringify(next));
    position = next;
  }
}

function isTooMuch(error: unknown, pageSize: number): boolean {
  if (!(error instanceof GraphError)) return false;
  return error.kind === "too-much-data" || (error.reason === "timeout" && pageSize > fewNodes);
}

/**
 * Where the next page begins. Only the position is taken from `paging.next`: the link carries the token, and has
 * been seen with another version than the one asked for.
 */
function nextPosition(page: EdgePage): Params | undefined {
  const { next, cursors } = page.paging ?? {};
  if (next === undefined) return undefined;
  if (cursors?.after !== undefined) return { after: cursors.after };
  const position: Params = {};
  for (const [name, value] of new URL(next, "https://graph.facebook.com").searchParams) {
    if (!notPosition.has(name)) position[name] = value;
  }
  return position;
}

/** Where the next page begins on an edge without links. */
function nextCursor(page: EdgePage, position: Params): Params | undefined {
  const after = page.paging?.cursors?.after;
  return page.data.length === 0 || after === undefined || after === position["after"] ? undefined : { after };
}

/** Notices a walk that goes in circles, remembering one position only (Brent's algorithm). */
class LoopGuard {
  readonly #endpoint: string;
  #landmark: string | undefined;
  #steps = 0;
  #stepsToNextLandmark = 1;

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  pass(position: string): void {
    if (position === this.#landmark) {
      throw new MisuseError(
        `Cannot ${this.#endpoint}: the API sent the same cursor again after ${this.#steps + 1} pages, so that the walk would never end`,
        { endpoint: this.#endpoint, reason: "repeated-cursor" },
      );
    }
    this.#steps += 1;
    if (this.#steps < this.#stepsToNextLandmark) return;
    this.#landmark = position;
    this.#steps = 0;
    this.#stepsToNextLandmark *= 2;
  }
}
