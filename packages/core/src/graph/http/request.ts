import type { RequestContext } from "../errors/classify.ts";
import type { Budget } from "../pacing/budget.ts";
import { isSafePath } from "./path.ts";
import { metricsOf, type Params } from "./params.ts";

/** One request to the Graph API, without version, token and host. */
export interface GraphRequest {
  method: "GET" | "POST";
  /** Path below the version, without leading slash: `17841400000000001/media`. Empty for the root. */
  path: string;
  /** In the query of a GET, in the form body of a POST. */
  params: Params;
  budget: Budget;
  /** Calls of quota: each item of a batch and each id of `ids=` costs one. */
  quotaCalls: number;
  /** True when the caller can ask for less at once: after a timeout, the sender does not repeat this request. */
  canBeSplit?: boolean | undefined;
  /** False for the few endpoints without a version in their path. */
  versioned?: boolean | undefined;
  /** False when the parameters hold the credentials. */
  authorized?: boolean | undefined;
}

/** The request without its ids, for errors, logs and metrics: `GET /{id}/media`. */
export function endpointOf(request: Pick<GraphRequest, "method" | "path">): string {
  const template = request.path
    .split("/")
    .map((segment) => (/\d{4,}/.test(segment) || !isSafePath(segment) ? "{id}" : segment))
    .join("/");
  return request.path === "" && request.method === "POST"
    ? "POST / (batch)"
    : `${request.method} /${template}`;
}

/** What the errors of a request say about it. */
export function contextOf(request: Pick<GraphRequest, "method" | "path" | "params">): RequestContext {
  return {
    endpoint: endpointOf(request),
    edge: request.path.split("/").at(-1) ?? "",
    metrics: metricsOf(request.params),
  };
}
