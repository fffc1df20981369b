import { AdaptiveSize } from "./adaptive-size.ts";
import { edgePage, type EdgePage, type GraphNode } from "./envelope.ts";
import { GraphError, MisuseError, RefusedNameError } from "./errors.ts";
import { endpointOf, type Params } from "./request.ts";
import type { Sender } from "./sender.ts";
import type { Budget } from "./usage.ts";

/** An edge to read page by page. */
export interface PagesRequest {
  /** `17841400000000001/media` */
  path: string;
  params: Params;
  budget: Budget;
  /** Nodes asked for at once. Halved where the API finds that too much, and grown back. */
  pageSize: number;
  /** Gives the parameters to go on with after a refusal that names fields or metrics; `undefined` gives up. */
  repair?: ((refusal: RefusedNameError) => Params | undefined) | undefined;
}

/** What a paging link repeats of our own request, and what must not be kept of it. */
const notPosition = new Set(["access_token", "appsecret_proof", "limit", "fields"]);

/**
 * The pages of an edge, one request each, fetched when they are asked for. Ends at a missing `paging.next`, and
 * nowhere else: pages may be short or empty, and cursors stay on the last one.
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
  let { params } = request;
  let position: Params = {};
  for (;;) {
    let page: EdgePage;
    try {
      page = await sender.send(
        {
          method: "GET",
          path: request.path,
          params: { ...params, ...position, limit: size.current },
          budget: request.budget,
          quotaCalls: 1,
        },
        edgePage,
        signal,
      );
    } catch (error) {
      if (error instanceof GraphError && error.kind === "too-much-data" && size.shrink()) continue;
      const repaired = error instanceof RefusedNameError ? request.repair?.(error) : undefined;
      if (!repaired) throw error;
      params = repaired;
      continue;
    }
    size.succeeded();
    yield page.data;
    const next = nextPosition(page);
    if (!next) return;
    loop.pass(JSON.stringify(next));
    position = next;
  }
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
  for (const [name, value] of new URL(next).searchParams) {
    if (!notPosition.has(name)) position[name] = value;
  }
  return position;
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
