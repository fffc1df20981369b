import type { Budget } from "../pacing/usage.ts";

/** Query parameters. `undefined` leaves a parameter out; a list is joined with commas. */
export type Params = { [name: string]: string | number | boolean | readonly string[] | undefined };

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
  canBeSplit?: boolean;
  /** False for the few endpoints that live outside the versions. */
  versioned?: boolean;
  /** False when the parameters carry the credentials themselves. */
  authorized?: boolean;
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

/** Parameters as they go over the wire. */
export function encodeParams(params: Params): URLSearchParams {
  const encoded = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    encoded.set(name, typeof value === "object" ? value.join(",") : String(value));
  }
  return encoded;
}

/** The metrics a request asks for, within its fields too, to understand a refusal that names one by its position. */
export function metricsOf(params: Params): readonly string[] {
  const metrics = listOf(params["metric"]);
  if (metrics.length > 0) return metrics;
  const nested = /\.metric\((?<names>[^)]*)\)/.exec(listOf(params["fields"]).join(","));
  return listOf(nested?.groups?.["names"]);
}

function listOf(value: Params[string]): readonly string[] {
  return typeof value === "string" ? value.split(",") : typeof value === "object" ? value : [];
}
