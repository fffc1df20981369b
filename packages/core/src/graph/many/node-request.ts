import type { GraphError } from "../errors/errors.ts";
import { encodeParams, type Params } from "../http/params.ts";
import type { Budget } from "../pacing/budget.ts";

/** A request about one node, of many that are to be answered together. */
export interface NodeRequest {
  id: string;
  /** Without it, the node itself is read. */
  edge?: string | undefined;
  params: Params;
  /** Requests of one kind are likely to fare alike, and stand together where the API answers all or nothing. */
  kind?: string | undefined;
}

/** What became of one of many requests: one failing never touches the others. */
export type NodeOutcome = { ok: true; body: unknown } | { ok: false; error: GraphError };

/** Requests of one account, answered together. */
export interface ManyRequest {
  requests: readonly NodeRequest[];
  budget: Budget;
  /** Retries of what fails in passing. Default: as many as the client makes. */
  maxRetries?: number | undefined;
  signal?: AbortSignal | undefined;
}

export function pathOf(request: NodeRequest): string {
  return request.edge === undefined ? request.id : `${request.id}/${request.edge}`;
}

/** `18000000000000001/insights?metric=reach`, as it stands in a batch. */
export function relativeUrl(request: NodeRequest): string {
  return `${pathOf(request)}?${encodeParams(request.params)}`;
}
