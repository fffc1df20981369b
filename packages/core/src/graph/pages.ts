import { AdaptiveSize } from "./pacing/adaptive-size.ts";
import { edgePage, type EdgePage, type GraphNode } from "./envelope.ts";
import { GraphError, MisuseError } from "./errors/errors.ts";
import type { Params } from "./http/params.ts";
import { endpointOf } from "./http/request.ts";
import { isAboutSize, type Sender } from "./sender.ts";
import type { Budget } from "./pacing/budget.ts";

/** An edge to read page by page. */
export interface PagesRequest {
  /** `17841400000000001/media` */
  path: string;
  params: Params;
  budget: Budget;
  /** Nodes per page. Halved when the API refuses the amount or does not answer in time; doubled again later. */
  pageSize: number;
  /** Decides what each page asks for. Default: all pages ask the same. */
  plan?: PagePlan | undefined;
  /** True for edges that give cursors but no `paging.next`. They end at an empty page, or when the cursor stays the same. */
  cursorsOnly?: boolean | undefined;
}

/** Decides for each page what to ask, and learns from the answers. */
export interface PagePlan {
  /** Called before each request: the parameters to add, and the number of nodes, if it is to be less than `largest`. */
  ask(largest: number): { params?: Params | undefined; pageSize?: number | undefined };
  /** Called for a refusal that does not concern the page size. True: call `ask` again; false: give up. */
  refused?(refusal: GraphError): boolean;
  /** Called for each answered page, with its number of nodes. */
  answered?(nodes: number): void;
}

/** With this few nodes, a timeout has another cause than the page size. */
const fewNodes = 10;

/** Parameters of a paging link that only repeat our request, or hold a secret. */
const notPosition = new Set(["access_token", "appsecret_proof", "limit", "fields"]);

/**
 * Reads the pages of an edge, one request per page, when the caller asks for the next one. Only a missing `paging.next`
 * ends it: pages can be short or empty, and the last page has cursors too. (For edges without links, see `cursorsOnly`.)
 * https://developers.facebook.com/docs/graph-api/results
 *
 * @throws GraphError as the client's `get`; MisuseError when the API repeats a cursor.
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
    const next = request.cursorsOnly ? nextOfCursorsOnly(page, position) : nextPosition(page);
    if (!next) return;
    loop.pass(JSON.stringify(next));
    position = next;
  }
}

function isTooMuch(error: unknown, pageSize: number): boolean {
  if (!(error instanceof GraphError)) return false;
  return error.kind === "too-much-data" || (isAboutSize(error) && pageSize > fewNodes);
}

/**
 * Where the next page begins. Takes only the position from `paging.next`: the link holds the token, and sometimes
 * another version than the request had.
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
function nextOfCursorsOnly(page: EdgePage, position: Params): Params | undefined {
  const after = page.paging?.cursors?.after;
  return page.data.length === 0 || after === undefined || after === position["after"] ? undefined : { after };
}

/** Detects pages that repeat, with one position in memory (Brent's algorithm). */
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
        `Cannot ${this.#endpoint}: the API sent the same cursor again after ${this.#steps + 1} pages; going on would never end`,
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
