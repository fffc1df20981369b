import { RefusedNameError, type GraphError } from "../../graph/errors/errors.ts";
import type { InsightRequest } from "./insight-request.ts";

/** Refusals that can concern a part of the request. */
const aboutAPart: ReadonlySet<GraphError["kind"]> = new Set([
  "permission",
  "misuse",
  "refused-name",
  "too-much-data",
]);

/** A request whose refusal does not name its cause. */
export interface Refusal<Request> {
  readonly request: Request;
  readonly error: GraphError;
}

/** Equal for similar requests: those that differ only in the object or the day. */
export function likenessOf({ kind, metrics, breakdowns, params }: InsightRequest): string {
  return JSON.stringify([kind, metrics, breakdowns, params["period"]]);
}

/** Groups refusals of similar requests with the same codes: they probably have the same cause. */
export function refusalGroups<Request extends InsightRequest>(
  refusals: readonly Refusal<Request>[],
): Refusal<Request>[][] {
  const groups = new Map<string, Refusal<Request>[]>();
  for (const refusal of refusals) {
    const { code, subcode, kind } = refusal.error;
    const key = JSON.stringify([likenessOf(refusal.request), code, subcode, kind]);
    groups.set(key, [...(groups.get(key) ?? []), refusal]);
  }
  return [...groups.values()];
}

/** Whether a failure can concern a part of the request. */
export function isAboutAPart(error: GraphError): boolean {
  // A refused field means the edge itself: this node has no insights.
  if (error instanceof RefusedNameError && error.nameKind === "field") return false;
  return aboutAPart.has(error.kind) || isOfServer(error);
}

/** The server failed, again and again: perhaps only for a part of the request. */
export function isOfServer({ kind, reason }: GraphError): boolean {
  return kind === "transient" && reason === "server";
}

/** Failures that probably concern every request, or a part of every request. */
export function isSharedFailure(error: GraphError): boolean {
  return error.kind === "permission" || error.kind === "misuse" || namesNobody(error) || isOfServer(error);
}

/** A refusal of a metric that does not say which. */
function namesNobody(error: GraphError): boolean {
  return error instanceof RefusedNameError && error.nameKind === "metric" && error.names.length === 0;
}
