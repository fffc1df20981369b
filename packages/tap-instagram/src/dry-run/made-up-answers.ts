import {
  pacificDays,
  RefusedNameError,
  utcTimestampOf,
  type GraphError,
  type GraphNode,
  type NodeRequest,
} from "@tap-instagram/core";
import { mediaMetrics } from "@tap-instagram/core/matrix";

/** Comments of a post, at most, in one answer. */
export const commentsPerAnswer = 50;

/** Metrics that most posts do not have: the API refuses them together with all others of the request. */
const rareMetrics: ReadonlySet<string> = new Set(
  mediaMetrics.flatMap(({ name, onlyWhenShared }) => (onlyWhenShared ? [name] : [])),
);

/** Whether a metric is one that most posts do not have. */
export function isRare(metric: string): boolean {
  return rareMetrics.has(metric);
}

/** The refusal of a request about a post that asks for a metric that it most likely does not have. */
export function refusalOf({ params }: Pick<NodeRequest, "params">): GraphError | undefined {
  if (!metricsOf(params).some(isRare)) return undefined;
  return new RefusedNameError("Fatal", { endpoint: "GET /{id}/insights", reason: "fatal" });
}

function metricsOf({ metric = [] }: NodeRequest["params"]): readonly string[] {
  return typeof metric === "string" ? [metric] : metric;
}

/** An answer that names every metric and has a figure for each, as the API's most ordinary one. */
export function insightsAnswer({ params }: Pick<NodeRequest, "params">): GraphNode {
  const { period, breakdown, since, until } = params;
  const isTotal = params["metric_type"] === "total_value";
  const entry = (name: string): GraphNode => {
    if (Array.isArray(breakdown)) return { name, period, total_value: { breakdowns: [splitBy(breakdown)] } };
    if (isTotal) return { name, period, total_value: { value: 1 } };
    if (typeof since !== "number" || typeof until !== "number")
      return { name, period, values: [{ value: 1 }] };
    // Figures of a lifetime that come by day are figures by hour.
    const value = period === "lifetime" ? { "0": 1 } : 1;
    const days = pacificDays(since * 1000 - 1, until * 1000);
    return { name, period, values: days.map(({ endMs }) => ({ value, end_time: utcTimestampOf(endMs) })) };
  };
  return { data: metricsOf(params).map(entry) };
}

function splitBy(dimensions: readonly unknown[]): GraphNode {
  const results = [{ dimension_values: dimensions.map(() => "FOLLOWER"), value: 1 }];
  return { dimension_keys: dimensions, results };
}

/** The first comments of a post; `count` is how many it has. */
export function commentsAnswer(count: number): GraphNode {
  const data = Array.from({ length: Math.min(count, commentsPerAnswer) }, (_, at) => ({ id: `${at + 1}` }));
  if (count <= commentsPerAnswer) return { data };
  return {
    data,
    paging: { next: "https://graph.facebook.com/", cursors: { after: `${commentsPerAnswer}` } },
  };
}
