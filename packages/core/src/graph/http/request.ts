import type { RequestContext } from "../errors/classify.ts";
import type { Budget } from "../pacing/budget.ts";
import { templateOf, type GraphPath } from "./path.ts";
import { metricsOf, wayToObject, type Params } from "./params.ts";

/** One request to the Graph API, without version, token and host. */
export interface GraphRequest extends GraphPath {
  method: "GET" | "POST";
  /** In the query of a GET, in the form body of a POST. */
  params: Params;
  budget: Budget;
  /** Calls of quota: each item of a batch and each id of `ids=` costs one. */
  quotaCalls: number;
  /** True when the caller can ask for less at once: after a timeout, the sender does not repeat this request. */
  canBeSplit?: boolean | undefined;
  /** True when the caller asks for less once the API refuses the amount: the sender does not repeat that either. */
  canBeHalved?: boolean | undefined;
  /** False for the few endpoints without a version in their path. */
  versioned?: boolean | undefined;
  /** False when the parameters hold the credentials. */
  authorized?: boolean | undefined;
}

/** The request without its id, for errors, logs and metrics: `GET /{id}/media`. */
export function endpointOf({ method, node, edge }: Pick<GraphRequest, "method" | "node" | "edge">): string {
  if (method === "POST" && node === undefined && edge === undefined) return "POST / (batch)";
  return `${method} /${templateOf({ node, edge })}`;
}

/** What the errors of a request say about it. */
export function contextOf(
  request: Pick<GraphRequest, "method" | "node" | "edge" | "params">,
): RequestContext {
  return {
    endpoint: endpointOf(request),
    edge: request.edge ?? wayToObject(request.params) ?? request.node ?? "",
    metrics: metricsOf(request.params),
  };
}
