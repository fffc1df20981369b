import { RefusedNameError, type GraphError } from "../../graph/errors/errors.ts";
import type { Params } from "../../graph/http/params.ts";
import type { NodeRequest } from "../../graph/many/node-request.ts";

/** One request for insights of one node. What a refusal can remove has a field of its own. */
export interface InsightRequest {
  /** The position of its subject among those that are asked about together. */
  subject: number;
  id: string;
  metrics: readonly string[];
  /** The dimensions that split the metrics. */
  breakdowns?: readonly string[] | undefined;
  /** Period and window. */
  params: Params;
  /** The kind of the node. Nodes of one kind have the same metrics. */
  kind?: string | undefined;
  /** Where the API answers all nodes or none, these are asked together. Default: those of a kind. */
  company?: string | undefined;
}

export function nodeRequestOf(request: InsightRequest): NodeRequest {
  const { id, metrics, breakdowns, params, kind, company = kind } = request;
  return {
    id,
    edge: "insights",
    params: { ...params, breakdown: breakdowns, metric: metrics },
    kind: company,
  };
}

/** How to go on after a refusal: what to give up, and what to send instead. */
export interface Repair {
  /** Metrics that are refused for this node. */
  refused: readonly string[];
  requests: InsightRequest[];
}

/**
 * The smaller requests after a refusal, so that only refused metrics are lost. Metrics that the refusal names are
 * dropped. If it names none, each suspect gets a request of its own. `undefined` for other failures, and where nothing is
 * suspected: then the cause must be found, as it may be none of the metrics.
 */
export function repairRequest(
  request: InsightRequest,
  error: GraphError,
  suspects: ReadonlySet<string> = new Set(),
): Repair | undefined {
  // A refused field means the edge itself: this node has no insights.
  if (!(error instanceof RefusedNameError) || error.nameKind === "field") return undefined;
  const { metrics, breakdowns } = request;
  if (error.nameKind === "breakdown")
    return breakdowns && { refused: [], requests: [{ ...request, breakdowns: undefined }] };
  const named = metrics.filter((metric) => error.names.includes(metric));
  if (named.length > 0) {
    const kept = metrics.filter((metric) => !named.includes(metric));
    return { refused: named, requests: kept.length > 0 ? [{ ...request, metrics: kept }] : [] };
  }
  const suspected = metrics.filter((metric) => suspects.has(metric));
  if (error.names.length === 0 && suspected.length === 0) return undefined;
  if (metrics.length <= 1) return { refused: metrics, requests: [] };
  const parts =
    suspected.length > 0 && suspected.length < metrics.length
      ? [metrics.filter((metric) => !suspects.has(metric)), ...suspected.map((metric) => [metric])]
      : halves(metrics);
  return { refused: [], requests: parts.map((part) => ({ ...request, metrics: part })) };
}

/** As `repairRequest`, when an answer is useless without its breakdown: a metric that refuses it is given up. */
export function repairBrokenDown(request: InsightRequest, error: GraphError): Repair | undefined {
  if (!(error instanceof RefusedNameError) || error.nameKind !== "breakdown")
    return repairRequest(request, error);
  const { metrics } = request;
  if (error.reason === "unknown" || metrics.length <= 1) return { refused: metrics, requests: [] };
  return { refused: [], requests: halves(metrics).map((part) => ({ ...request, metrics: part })) };
}

/** The two halves of a request's metrics; nothing for a request about one metric. */
export function splitByMetric<Request extends InsightRequest>(request: Request): Request[] {
  if (request.metrics.length < 2) return [];
  return halves(request.metrics).map((metrics) => ({ ...request, metrics }));
}

function halves(metrics: readonly string[]): string[][] {
  const middle = Math.ceil(metrics.length / 2);
  return [metrics.slice(0, middle), metrics.slice(middle)];
}
