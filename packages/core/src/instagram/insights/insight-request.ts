import { RefusedNameError, type GraphError } from "../../graph/errors/errors.ts";
import type { Params } from "../../graph/http/params.ts";
import type { NodeRequest } from "../../graph/many/node-request.ts";

/** One insights request about one node. What a refusal can take out of it is not among the other parameters. */
export interface InsightRequest {
  /** Position of what it is about, among those asked together. */
  subject: number;
  id: string;
  metrics: readonly string[];
  /** Dimensions the metrics are split by. */
  breakdowns?: readonly string[] | undefined;
  /** Period, window. */
  params: Params;
  /** What the node is; nodes of a kind take the same metrics. */
  kind?: string | undefined;
}

export function nodeRequestOf({ id, metrics, breakdowns, params, kind }: InsightRequest): NodeRequest {
  return { id, edge: "insights", params: { ...params, breakdown: breakdowns, metric: metrics }, kind };
}

/** How to go on after a refusal: what is given up, and what to ask instead. */
export interface Repair {
  /** Metrics that are refused for this node. */
  refused: readonly string[];
  requests: InsightRequest[];
}

/**
 * The smaller requests to send after a refusal, so that nothing is lost but what the API refuses. Named metrics are
 * left out; where none is named, the suspects are asked apart, and without suspects the metrics are halved until
 * the culprit is alone. `undefined` when the failure is not of that sort.
 */
export function repairRequest(
  request: InsightRequest,
  error: GraphError,
  suspects: ReadonlySet<string> = new Set(),
): Repair | undefined {
  // A refused field is none of the metrics, but the whole edge: this node has no insights.
  if (!(error instanceof RefusedNameError) || error.nameKind === "field") return undefined;
  const { metrics, breakdowns } = request;
  if (error.nameKind === "breakdown")
    return breakdowns && { refused: [], requests: [{ ...request, breakdowns: undefined }] };
  const named = metrics.filter((metric) => error.names.includes(metric));
  if (named.length > 0) {
    const kept = metrics.filter((metric) => !named.includes(metric));
    return { refused: named, requests: kept.length > 0 ? [{ ...request, metrics: kept }] : [] };
  }
  if (metrics.length <= 1) return { refused: metrics, requests: [] };
  const suspected = metrics.filter((metric) => suspects.has(metric));
  const parts =
    suspected.length > 0 && suspected.length < metrics.length
      ? [metrics.filter((metric) => !suspects.has(metric)), ...suspected.map((metric) => [metric])]
      : halves(metrics);
  return { refused: [], requests: parts.map((part) => ({ ...request, metrics: part })) };
}

/**
 * As `repairRequest`, for requests whose answer is worth nothing without its breakdown: of the metrics that refuse
 * it, each is given up alone.
 */
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
