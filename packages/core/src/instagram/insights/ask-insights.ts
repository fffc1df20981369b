import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { RefusedNameError, TransientError, type GraphError } from "../../graph/errors/errors.ts";
import { budgetOf, type InstagramAccount } from "../accounts/account.ts";
import { nodeRequestOf, type InsightRequest, type Repair } from "./insight-request.ts";
import { insightsBody, type InsightEntry } from "./insight-values.ts";
import { isolate, type Outcome } from "./isolate.ts";
import { refusalGroups, type Refusal } from "./refusal-groups.ts";
import type { Trials } from "./trials.ts";

/** What to do with the answers. */
export interface AnswerHandlers<Request extends InsightRequest> {
  /** What to ask instead of a request whose refusal says what it is about; `undefined` where it does not say so. */
  repair(request: Request, error: GraphError): Repair | undefined;
  /** How a request comes apart whose refusal names nobody; see {@link isolate}. */
  splitters: readonly ((request: Request) => readonly Request[])[];
  /** What is known of accounts that may not be asked at all. */
  trials: Trials;
  onAnswered(request: Request, entries: InsightEntry[]): void;
  /** Told of metrics that are given up for a request, while the rest of it is answered or asked again. */
  onRefused(request: Request, metrics: readonly string[], error: GraphError): void;
  /** Told of a request of which nothing is to be had. */
  onFailed(request: Request, error: GraphError): void;
  signal?: AbortSignal | undefined;
}

/** So few requests are sent without a trial: even if all of them are refused, they cost no more than a dozen calls. */
const fewEnoughToSend = 12;

/** Refusals whose words may be about a part of what was asked. */
const aboutAPart: ReadonlySet<GraphError["kind"]> = new Set([
  "permission",
  "misuse",
  "refused-name",
  "too-much-data",
]);

/** A request of which something was left out because a like one was refused for it. */
interface Hypothesis<Request> {
  readonly original: Request;
  readonly metrics: readonly string[];
  readonly error: GraphError;
}

/**
 * Asks everything at once, and what was refused again without what the refusal is about. Where a refusal names nobody,
 * one of those that are refused alike is parted until the culprits stand alone; the others are asked without them.
 * Rejects only when aborted.
 */
export async function askRepairing<Request extends InsightRequest>(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  requests: readonly Request[],
  handlers: AnswerHandlers<Request>,
): Promise<void> {
  const { trials, splitters, signal } = handlers;
  const hypotheses = new Map<Request, Hypothesis<Request>>();

  const ask = async (some: readonly Request[], maxRetries?: number): Promise<Outcome<InsightEntry[]>[]> => {
    const outcomes = await graph.readMany({
      requests: some.map(nodeRequestOf),
      budget: budgetOf(account),
      maxRetries,
      signal,
    });
    return outcomes.map((outcome) => (outcome.ok ? readEntries(outcome.body) : outcome));
  };

  const answered = (request: Request, entries: InsightEntry[]) => {
    const hypothesis = hypotheses.get(request);
    if (hypothesis) handlers.onRefused(hypothesis.original, hypothesis.metrics, hypothesis.error);
    handlers.onAnswered(request, entries);
  };

  /** Gives requests to go on with. */
  const settle = async (group: readonly Refusal<Request>[]): Promise<Request[]> => {
    let waiting = group;
    // A second opinion: the first may be refused for a reason of its own.
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
      // What was left out is not what it was about: this one is searched for itself.
      else if (hypothesis) next.push(...(await settle([{ request: hypothesis.original, error }])));
      else refusals.push({ request, error });
    }
    for (const group of refusalGroups(refusals)) next.push(...(await settle(group)));
    pending = next;
  }
}

/** A server that fails for one request while it answers others may fail over a part of it. */
function isAboutAPart(error: GraphError, isAnyAnswered: boolean): boolean {
  const { kind, reason } = error;
  // A refused field is none of the metrics, but the whole edge: this node has no insights.
  if (error instanceof RefusedNameError && error.nameKind === "field") return false;
  return aboutAPart.has(kind) || (kind === "transient" && reason === "server" && isAnyAnswered);
}

/** Metrics that were found to be culprits, where metrics were what the request was parted by. */
function culpritMetrics<Request extends InsightRequest>(
  { metrics }: Request,
  culprits: readonly { request: Request }[],
): string[] {
  return culprits.flatMap(({ request }) => (request.metrics.length < metrics.length ? request.metrics : []));
}

function readEntries(body: unknown): Outcome<InsightEntry[]> {
  const parsed = v.safeParse(insightsBody, body);
  if (parsed.success) return { ok: true, answer: parsed.output.data };
  const error = new TransientError("Cannot read insights: the answer has no list of metrics", {
    endpoint: "GET /{id}/insights",
    reason: "unexpected-shape",
  });
  return { ok: false, error };
}
