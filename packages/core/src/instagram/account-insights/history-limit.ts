import { MisuseError, RefusedNameError, type GraphError } from "../../graph/errors/errors.ts";
import type { Repair } from "../insights/insight-request.ts";
import type { AccountInsightRequest } from "./account-insight-requests.ts";

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** The API refuses figures of 730 days ago. What is this old when a sync begins may be beyond that before it is read. */
const edgeMs = 728 * dayMs;

/** A sync that lasts longer than so many days, or whose clock is as far behind, does without figures of a short history. */
const daysOfEdge = 3;

/**
 * How to go on where the oldest day of all fell out of the API's memory while the sync was on its way: without that day.
 * `undefined` for any other failure.
 */
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
  // The shortest day has 23 hours, so that this leaves out the first point and no other.
  const since = (sinceMs + 23 * hourMs) / 1000;
  const requests = since <= params.until ? [{ ...request, params: { ...params, since } }] : [];
  return { refused: [], requests };
}

/** How long ago that is for a request, where the failure is about it at all. */
function edgeOf({ metrics, wanted, day }: AccountInsightRequest, error: GraphError): number {
  if (error instanceof MisuseError && error.code === 100) return edgeMs;
  const isShort = error instanceof RefusedNameError && error.reason === "history" && day === undefined;
  const historyDays = wanted[0]?.historyDays;
  if (!isShort || historyDays === undefined || !metrics.every((metric) => error.names.includes(metric)))
    return Infinity;
  return (historyDays - daysOfEdge) * dayMs;
}
