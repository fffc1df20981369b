import { MisuseError, type GraphError } from "../graph/errors.ts";
import type { Repair } from "./insight-question.ts";
import type { UserQuestion } from "./user-insight-questions.ts";

const hourMs = 60 * 60_000;

/** The API refuses figures of 730 days ago. What is this old when a sync begins may be beyond that before it is read. */
const edgeMs = 728 * 24 * hourMs;

/**
 * How to go on where the oldest day of all fell out of the API's memory while the sync was on its way: without that day.
 * `undefined` for any other failure.
 */
export function repairAtEdge(question: UserQuestion, error: GraphError, nowMs: number): Repair | undefined {
  if (!(error instanceof MisuseError) || error.code !== 100) return undefined;
  const sinceMs = Number(question.params["since"]) * 1000;
  if (!(sinceMs < nowMs - edgeMs)) return undefined;
  if (question.day) return { refused: [], questions: [] };
  // The shortest day has 23 hours, so that this leaves out the first point and no other.
  const params = { ...question.params, since: (sinceMs + 23 * hourMs) / 1000 };
  return { refused: [], questions: [{ ...question, params }] };
}
