import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { TransientError, type GraphError } from "../../graph/errors/errors.ts";
import { budgetOf, type InstagramAccount } from "../accounts/account.ts";
import { nodeRequestOf, type InsightRequest, type Repair } from "./insight-request.ts";
import { insightsBody, type InsightEntry } from "./insight-values.ts";

/** What to do with each answer. */
export interface AnswerHandlers<Request extends InsightRequest> {
  /** What to ask instead of a refused request; `undefined` when the failure is for good. */
  repair(request: Request, error: GraphError): Repair | undefined;
  onAnswered(request: Request, entries: InsightEntry[]): void;
  /** Told of each refusal that could be repaired, with the metrics that are given up for it. */
  onRefused(request: Request, metrics: readonly string[], error: GraphError): void;
  onFailed(request: Request, error: GraphError): void;
  signal?: AbortSignal | undefined;
}

/** Asks everything at once, and what was refused again without what the refusal is about. Rejects only when aborted. */
export async function askRepairing<Request extends InsightRequest>(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  requests: readonly Request[],
  handlers: AnswerHandlers<Request>,
): Promise<void> {
  let pending = requests;
  while (pending.length > 0) {
    const outcomes = await graph.readMany({
      requests: pending.map(nodeRequestOf),
      budget: budgetOf(account),
      signal: handlers.signal,
    });
    const next: Request[] = [];
    for (const [position, request] of pending.entries()) {
      const outcome = outcomes[position];
      if (!outcome) continue;
      if (outcome.ok) {
        const entries = entriesOf(outcome.body);
        if (entries) handlers.onAnswered(request, entries);
        else handlers.onFailed(request, withoutEntries());
        continue;
      }
      const repaired = handlers.repair(request, outcome.error);
      if (!repaired) {
        handlers.onFailed(request, outcome.error);
        continue;
      }
      handlers.onRefused(request, repaired.refused, outcome.error);
      next.push(...repaired.requests.map((smaller) => ({ ...request, ...smaller })));
    }
    pending = next;
  }
}

/** A request that was answered. */
export interface InsightAnswer<Request extends InsightRequest> {
  request: Request;
  entries: InsightEntry[];
}

/**
 * As `askRepairing`, where only the whole is worth anything.
 *
 * @throws GraphError of the first request that failed for good.
 */
export async function answersOf<Request extends InsightRequest>(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  requests: readonly Request[],
  handlers: Omit<AnswerHandlers<Request>, "onFailed">,
): Promise<InsightAnswer<Request>[]> {
  const answers: InsightAnswer<Request>[] = [];
  await askRepairing(graph, account, requests, {
    ...handlers,
    onAnswered: (request, entries) => {
      handlers.onAnswered(request, entries);
      answers.push({ request, entries });
    },
    onFailed: (_request, error) => {
      throw error;
    },
  });
  return answers;
}

function entriesOf(body: unknown): InsightEntry[] | undefined {
  const parsed = v.safeParse(insightsBody, body);
  return parsed.success ? parsed.output.data : undefined;
}

function withoutEntries(): TransientError {
  return new TransientError("Cannot read insights: the answer has no list of metrics", {
    endpoint: "GET /{id}/insights",
    reason: "unexpected-shape",
  });
}
