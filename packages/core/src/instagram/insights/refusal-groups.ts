import type { GraphError } from "../../graph/errors/errors.ts";
import type { InsightRequest } from "./insight-request.ts";

/** A request whose refusal does not name its cause. */
export interface Refusal<Request> {
  readonly request: Request;
  readonly error: GraphError;
}

/** Groups refusals of similar requests with the same codes: they probably have the same cause. */
export function refusalGroups<Request extends InsightRequest>(
  refusals: readonly Refusal<Request>[],
): Refusal<Request>[][] {
  const groups = new Map<string, Refusal<Request>[]>();
  for (const refusal of refusals) {
    const { kind, metrics, breakdowns, params } = refusal.request;
    const { code, subcode } = refusal.error;
    const key = JSON.stringify([
      kind,
      metrics,
      breakdowns,
      params["period"],
      code,
      subcode,
      refusal.error.kind,
    ]);
    groups.set(key, [...(groups.get(key) ?? []), refusal]);
  }
  return [...groups.values()];
}
