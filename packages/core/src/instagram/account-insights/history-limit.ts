import { MisuseError, RefusedNameError, type GraphError } from "../../graph/errors/errors.ts";
import type { Repair } from "../insights/insight-request.ts";
import type { AccountInsightRequest } from "./account-insight-requests.ts";
import { dayMs, hourMs } from "../../graph/durations.ts";

/** The API refuses figures from 730 days ago. A day this old can pass that limit during a sync. */
const edgeMs = 728 * dayMs;

/** A sync that takes longer than this many days, or a clock that is this late, loses the figures of a short history. */
const daysOfEdge = 3;

/** When the oldest day passed the API's limit during the sync: the same request without it. `undefined` otherwise. */
export function repairAtEdge(
  request: AccountInsightRequest,
  error: GraphError,
  nowMs: number,
): Repair | undefined {
  const { params, day } = request;
  if (params.since === undefined || params.until === undefined) return undefined;
  const sinceMs = params.since * 1000;
  if (sinceMs >= nowMs - edgeOf(request, error)) return undefined;
  if (day) return { refused: [], requests: [] };
  // The shortest day has 23 hours: this leaves out the first point and no other.
  const since = (sinceMs + 23 * hourMs) / 1000;
  const requests = since <= params.until ? [{ ...request, params: { ...params, since } }] : [];
  return { refused: [], requests };
}

/** The age of the limit for a request; infinite when the failure has another cause. */
function edgeOf({ metrics, wanted, day }: AccountInsightRequest, error: GraphError): number {
  if (error instanceof MisuseError && error.code === 100) return edgeMs;
  const isShort = error instanceof RefusedNameError && error.reason === "history" && day === undefined;
  const historyDays = wanted[0]?.historyDays;
  if (!isShort || historyDays === undefined || !metrics.every((metric) => error.names.includes(metric)))
    return Infinity;
  return (historyDays - daysOfEdge) * dayMs;
}
