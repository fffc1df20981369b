import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { TransientError, type GraphError } from "../../graph/errors/errors.ts";
import { budgetOf, type InstagramAccount } from "../accounts/account.ts";
import { nodeRequestOf, type InsightRequest, type Repair } from "./insight-request.ts";
import { insightsBody, type InsightEntry } from "./insight-values.ts";

/** What to do with each answer. */
export interface AnswerHandlers<Question extends InsightRequest> {
  /** What to ask instead of a refused question; `undefined` when the failure is for good. */
  repair(question: Question, error: GraphError): Repair | undefined;
  onAnswered(question: Question, entries: InsightEntry[]): void;
  /** Told of each refusal that could be repaired, with the metrics that are given up for it. */
  onRefused(question: Question, metrics: readonly string[], error: GraphError): void;
  onFailed(question: Question, error: GraphError): void;
  signal?: AbortSignal | undefined;
}

/** Asks everything at once, and what was refused again without what the refusal is about. Rejects only when aborted. */
export async function askRepairing<Question extends InsightRequest>(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  questions: readonly Question[],
  handlers: AnswerHandlers<Question>,
): Promise<void> {
  let pending = questions;
  while (pending.length > 0) {
    const outcomes = await graph.readMany({
      requests: pending.map(nodeRequestOf),
      budget: budgetOf(account),
      signal: handlers.signal,
    });
    const next: Question[] = [];
    for (const [position, question] of pending.entries()) {
      const outcome = outcomes[position];
      if (!outcome) continue;
      if (outcome.ok) {
        const entries = entriesOf(outcome.body);
        if (entries) handlers.onAnswered(question, entries);
        else handlers.onFailed(question, withoutEntries());
        continue;
      }
      const repaired = handlers.repair(question, outcome.error);
      if (!repaired) {
        handlers.onFailed(question, outcome.error);
        continue;
      }
      handlers.onRefused(question, repaired.refused, outcome.error);
      next.push(...repaired.questions.map((smaller) => ({ ...question, ...smaller })));
    }
    pending = next;
  }
}

/** An answered question. */
export interface InsightAnswer<Question extends InsightRequest> {
  question: Question;
  entries: InsightEntry[];
}

/**
 * As `askRepairing`, where only the whole is worth anything.
 *
 * @throws GraphError of the first question that failed for good.
 */
export async function answersOf<Question extends InsightRequest>(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  questions: readonly Question[],
  handlers: Omit<AnswerHandlers<Question>, "onFailed">,
): Promise<InsightAnswer<Question>[]> {
  const answers: InsightAnswer<Question>[] = [];
  await askRepairing(graph, account, questions, {
    ...handlers,
    onAnswered: (question, entries) => {
      handlers.onAnswered(question, entries);
      answers.push({ question, entries });
    },
    onFailed: (_question, error) => {
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
