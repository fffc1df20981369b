import type { GraphClient } from "../../graph/client.ts";
import { RefusedNameError, type GraphError } from "../../graph/errors/errors.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import type { InsightRequest, Repair } from "./insight-request.ts";
import type { InsightEntry } from "./insight-values.ts";
import { isolate, type Outcome } from "./isolate.ts";
import { readInsights } from "./read-insights.ts";
import { refusalGroups, type Refusal } from "./refusal-groups.ts";
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
  /** Called for a request without any answer. */
  onFailed(request: Request, error: GraphError): void;
  signal?: AbortSignal | undefined;
}

/** This many requests are sent without a trial: if all are refused, they cost a dozen calls at most. */
const fewEnoughToSend = 12;

/** Refusals that can concern a part of the request. */
const aboutAPart: ReadonlySet<GraphError["kind"]> = new Set([
  "permission",
  "misuse",
  "refused-name",
  "too-much-data",
]);

/** A request without the metrics that a similar request was refused for. */
interface Hypothesis<Request> {
  readonly original: Request;
  readonly metrics: readonly string[];
  readonly error: GraphError;
}

/**
 * Sends all requests together, and refused ones again without the refused metrics. When similar refusals name no cause,
 * one of these requests is split until the culprits are found, and the others are sent without them. Rejects only when
 * aborted.
 */
export async function askRepairing<Request extends InsightRequest>(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  requests: readonly Request[],
  handlers: AnswerHandlers<Request>,
): Promise<void> {
  const { trials, splitters, signal } = handlers;
  const hypotheses = new Map<Request, Hypothesis<Request>>();

  const ask = (some: readonly Request[], maxRetries?: number): Promise<Outcome<InsightEntry[]>[]> =>
    readInsights(graph, account, some, { maxRetries, signal });

  const answered = (request: Request, entries: InsightEntry[]) => {
    const hypothesis = hypotheses.get(request);
    if (hypothesis) handlers.onRefused(hypothesis.original, hypothesis.metrics, hypothesis.error);
    handlers.onAnswered(request, entries);
  };

  /** Gives the requests to send next. */
  const settle = async (group: readonly Refusal<Request>[]): Promise<Request[]> => {
    let waiting = group;
    // A second opinion: the first request can have a cause of its own.
    for (let opinions = 0; opinions < 2; opinions += 1) {
      const [scout, ...others] = waiting;
      if (!scout) return [];
      waiting = others;
      const found = await isolate(scout.request, scout.error, {
        ask: (parts) => ask(parts, 1),
        splitters,
      });
      for (const { request, answer } of found.answered) handlers.onAnswered(request, answer);
      if (found.failure) {
        handlers.onFailed(scout.request, found.failure);
        continue;
      }
      for (const { request, error } of found.culprits) handlers.onRefused(request, request.metrics, error);
      const metrics = culpritMetrics(scout.request, found.culprits);
      if (metrics.length === 0) return (await Promise.all(waiting.map((one) => settle([one])))).flat();
      return waiting.map(({ request, error }) => {
        const without = { ...request, metrics: request.metrics.filter((name) => !metrics.includes(name)) };
        hypotheses.set(without, { original: request, metrics, error });
        return without;
      });
    }
    for (const { request, error } of waiting) handlers.onFailed(request, error);
    return [];
  };

  const tried = new Map<Request, Outcome<InsightEntry[]>>();
  if (requests.length > fewEnoughToSend) {
    const refusal = await trials.refusalOf(account.id, requests, async (request) => {
      const [outcome] = await ask([request]);
      if (!outcome) return undefined;
      tried.set(request, outcome);
      return outcome.ok ? undefined : outcome.error;
    });
    if (refusal) {
      for (const request of requests) handlers.onFailed(request, refusal);
      return;
    }
  }

  let pending = requests;
  while (pending.length > 0) {
    const untried = pending.filter((request) => !tried.has(request));
    for (const [position, outcome] of (await ask(untried)).entries()) {
      const request = untried[position];
      if (request) tried.set(request, outcome);
    }
    const isAnyAnswered = pending.some((request) => tried.get(request)?.ok);
    const next: Request[] = [];
    const refusals: Refusal<Request>[] = [];
    for (const request of pending) {
      const outcome = tried.get(request);
      tried.delete(request);
      if (!outcome) continue;
      if (outcome.ok) {
        answered(request, outcome.answer);
        continue;
      }
      const { error } = outcome;
      const repaired = handlers.repair(request, error);
      const hypothesis = hypotheses.get(request);
      if (repaired) {
        handlers.onRefused(request, repaired.refused, error);
        next.push(...repaired.requests.map((smaller) => ({ ...request, ...smaller })));
      } else if (!isAboutAPart(error, isAnyAnswered)) handlers.onFailed(request, error);
      // The cause is not what was left out: search this request too.
      else if (hypothesis) next.push(...(await settle([{ request: hypothesis.original, error }])));
      else refusals.push({ request, error });
    }
    for (const group of refusalGroups(refusals)) next.push(...(await settle(group)));
    pending = next;
  }
}

/** When the server answers other requests, its failure can concern a part of this one. */
function isAboutAPart(error: GraphError, isAnyAnswered: boolean): boolean {
  const { kind, reason } = error;
  // A refused field means the edge itself: this node has no insights.
  if (error instanceof RefusedNameError && error.nameKind === "field") return false;
  return aboutAPart.has(kind) || (kind === "transient" && reason === "server" && isAnyAnswered);
}

/** The culprits, when the request was split by metrics. */
function culpritMetrics<Request extends InsightRequest>(
  { metrics }: Request,
  culprits: readonly { request: Request }[],
): string[] {
  return culprits.flatMap(({ request }) => (request.metrics.length < metrics.length ? request.metrics : []));
}
