import { RefusedNameError, type GraphError } from "../../graph/errors/errors.ts";
import type { NodeRequest } from "../../graph/many/node-request.ts";
import type { Params } from "../../graph/http/request.ts";

/** One insights request about one node. The metrics are apart from the other parameters because they can be dropped. */
export interface InsightRequest {
  /** Position of what it is about, among those asked together. */
  subject: number;
  id: string;
  metrics: readonly string[];
  /** Period, breakdown, window. */
  params: Params;
  /** What the node is; nodes of a kind take the same metrics. */
  kind?: string;
}

export function nodeRequestOf({ id, metrics, params, kind }: InsightRequest): NodeRequest {
  return { id, edge: "insights", params: { ...params, metric: metrics }, kind };
}

/** How to go on after a refusal: what is given up, and what to ask instead. */
export interface Repair {
  /** Metrics that are refused for this node. */
  refused: readonly string[];
  questions: InsightRequest[];
}

/**
 * The smaller questions to ask after a refusal, so that nothing is lost but what the API refuses. Named metrics are
 * left out; where none is named, the suspects are asked apart, and without suspects the metrics are halved until
 * the culprit is alone. `undefined` when the failure is not of that sort.
 */
export function repairQuestion(
  question: InsightRequest,
  error: GraphError,
  suspects: ReadonlySet<string> = new Set(),
): Repair | undefined {
  // A refused field is none of the metrics, but the whole edge: this node has no insights.
  if (!(error instanceof RefusedNameError) || error.nameKind === "field") return undefined;
  const { metrics, params } = question;
  if (error.nameKind === "breakdown") {
    if (params["breakdown"] === undefined) return undefined;
    return { refused: [], questions: [{ ...question, params: { ...params, breakdown: undefined } }] };
  }
  const named = metrics.filter((metric) => error.names.includes(metric));
  if (named.length > 0) {
    const kept = metrics.filter((metric) => !named.includes(metric));
    return { refused: named, questions: kept.length > 0 ? [{ ...question, metrics: kept }] : [] };
  }
  if (metrics.length <= 1) return { refused: metrics, questions: [] };
  const suspected = metrics.filter((metric) => suspects.has(metric));
  const parts =
    suspected.length > 0 && suspected.length < metrics.length
      ? [metrics.filter((metric) => !suspects.has(metric)), ...suspected.map((metric) => [metric])]
      : halves(metrics);
  return { refused: [], questions: parts.map((part) => ({ ...question, metrics: part })) };
}

/**
 * As `repairQuestion`, for questions whose answer is worth nothing without its breakdown: of the metrics that refuse
 * it, each is given up alone.
 */
export function repairBrokenDown(question: InsightRequest, error: GraphError): Repair | undefined {
  if (!(error instanceof RefusedNameError) || error.nameKind !== "breakdown") {
    return repairQuestion(question, error);
  }
  const { metrics } = question;
  if (error.reason === "unknown" || metrics.length <= 1) return { refused: metrics, questions: [] };
  return { refused: [], questions: halves(metrics).map((part) => ({ ...question, metrics: part })) };
}

function halves(metrics: readonly string[]): string[][] {
  const middle = Math.ceil(metrics.length / 2);
  return [metrics.slice(0, middle), metrics.slice(middle)];
}
