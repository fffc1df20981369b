import type { GraphError } from "../../graph/errors/errors.ts";
import type { InsightRequest, Repair } from "./insight-request.ts";
import type { InsightEntry } from "./insight-values.ts";
import type { Trials } from "./trials.ts";

/** What to do with the answers. */
export interface AnswerHandlers<Request extends InsightRequest> {
  /** What to send instead of a refused request; `undefined` when the refusal does not name its cause. */
  repair(request: Request, error: GraphError): Repair | undefined;
  /** How to split a request whose refusal names no cause; see {@link isolate}. */
  splitters: readonly ((request: Request) => readonly Request[])[];
  /** Finds accounts that refuse every request. */
  trials: Trials;
  onAnswered(request: Request, entries: InsightEntry[]): void;
  /** Called with metrics that a request gives up, while the rest of it is answered or sent again. */
  onRefused(request: Request, metrics: readonly string[], error: GraphError): void;
  /** Called for a request without any answer. `isAlone`: nearly all similar requests were answered. */
  onFailed(request: Request, error: GraphError, isAlone: boolean): void;
  signal?: AbortSignal | undefined;
}
