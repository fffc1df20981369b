import type { GraphError } from "../errors/errors.ts";
import { encodeParams, type Params } from "../http/params.ts";
import { textOfPath, type GraphPath } from "../http/path.ts";
import type { Budget } from "../pacing/budget.ts";

/** A request about one node, to send together with others. */
export interface NodeRequest {
  id: string;
  /** Default: the node itself. */
  edge?: string | undefined;
  params: Params;
  /**
   * The field of an edge's entries that holds the node which was asked for, as `media` does in a comment. With it, an answer
   * in the wrong place is noticed.
   */
  ownerField?: string | undefined;
  /** Requests of one kind usually succeed or fail together. Where the API answers all or none, they share a request. */
  kind?: string | undefined;
}

/** The result of one of many requests. A failure of one does not affect the others. */
export type NodeOutcome = { ok: true; body: unknown } | { ok: false; error: GraphError };

/** Requests of one account, to send together. */
export interface ManyRequest {
  requests: readonly NodeRequest[];
  budget: Budget;
  /**
   * True where no answer says what it is about: each request is sent alone, because in a batch nothing would tell that answers
   * come in another order.
   */
  areAnonymous?: boolean | undefined;
  /** Retries of what fails in passing. Default: as many as the client makes. */
  maxRetries?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** Where a request would go alone. */
export function pathOf({ id, edge }: NodeRequest): GraphPath {
  return { node: id, edge };
}

/**
 * Makes a function that gives the address of a request inside a batch: `18000000000000001/insights?metric=reach`.
 * Requests in a row often differ in their node alone: the rest is made once.
 */
export function relativeUrls(): (request: NodeRequest) => string {
  let before: Params | undefined;
  let query = "";
  return (request) => {
    if (!before || !areSame(before, request.params)) {
      before = request.params;
      query = String(encodeParams(before));
    }
    return `${textOfPath(pathOf(request))}?${query}`;
  };
}

/** Whether two sets of parameters have the very same values, in the same order. */
function areSame(one: Params, other: Params): boolean {
  const [names, others] = [Object.keys(one), Object.keys(other)];
  return (
    names.length === others.length &&
    names.every((name, position) => name === others[position] && one[name] === other[name])
  );
}
