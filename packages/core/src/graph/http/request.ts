import type { RequestContext } from "../errors/classify.ts";
import type { Budget } from "../pacing/budget.ts";
import { metricsOf, type Params } from "./params.ts";

/** One call to the Graph API, before version, token and host are added. */
export interface GraphRequest {
  method: "GET" | "POST";
  /** Path below the version, without leading slash: `17841400000000001/media`. Empty for the root. */
  path: string;
  /** In the query of a GET, in the form body of a POST. */
  params: Params;
  budget: Budget;
  /** How many calls of quota it costs: each batch item and each of `ids=` is one. */
  quotaCalls: number;
  /** True when the caller can ask for less at once, so that an answer that never comes is not asked for again as it is. */
  canBeSplit?: boolean | undefined;
  /** False for the few endpoints that live outside the versions. */
  versioned?: boolean | undefined;
  /** False when the parameters carry the credentials themselves. */
  authorized?: boolean | undefined;
}

/** The request with every id replaced, for errors, logs and metrics: `GET /{id}/media`. */
export function endpointOf(request: Pick<GraphRequest, "method" | "path">): string {
  const template = request.path
    .split("/")
    .map((segment) => (/\d{4,}/.test(segment) ? "{id}" : segment))
    .join("/");
  return request.path === "" && request.method === "POST"
    ? "POST / (batch)"
    : `${request.method} /${template}`;
}

/** What the errors of a request tell of it. */
export function contextOf(request: Pick<GraphRequest, "method" | "path" | "params">): RequestContext {
  return {
    endpoint: endpointOf(request),
    edge: request.path.split("/").at(-1) ?? "",
    metrics: metricsOf(request.params),
  };
}
