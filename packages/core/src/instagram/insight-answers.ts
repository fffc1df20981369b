import * as v from "valibot";
import type { GraphClient } from "../graph/client.ts";
import { TransientError, type GraphError } from "../graph/errors.ts";
import { budgetOf, type InstagramAccount } from "./account.ts";
import { nodeRequestOf, type InsightQuestion, type Repair } from "./insight-question.ts";
import { insightsBody, type InsightEntry } from "./insight-values.ts";

/** An answered question. */
export interface InsightAnswer<Question extends InsightQuestion> {
  question: Question;
  entries: InsightEntry[];
}

/** What to do about refusals. */
export interface AnswerOptions<Question extends InsightQuestion> {
  /** What to ask instead of a refused question; `undefined` when the failure is for good. */
  repair(question: Question, error: GraphError): Repair | undefined;
  /** Told of each question that was answered. */
  onAccepted(question: Question): void;
  /** Told of each refusal, with the metrics that are given up for it. */
  onRefused(question: Question, metrics: readonly string[], error: GraphError): void;
  signal?: AbortSignal | undefined;
}

/**
 * Asks everything at once, and what was refused again without what the refusal is about.
 *
 * @throws GraphError of the first question that failed for good: the answers are whole or not at all.
 */
export async function answersOf<Question extends InsightQuestion>(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  questions: readonly Question[],
  options: AnswerOptions<Question>,
): Promise<InsightAnswer<Question>[]> {
  const answers: InsightAnswer<Question>[] = [];
  let pending = questions;
  while (pending.length > 0) {
    const outcomes = await graph.readMany({
      requests: pending.map(nodeRequestOf),
      budget: budgetOf(account),
      signal: options.signal,
    });
    const next: Question[] = [];
    for (const [position, question] of pending.entries()) {
      const outcome = outcomes[position];
      if (!outcome) continue;
      if (outcome.ok) {
        const entries = entriesOf(outcome.body);
        options.onAccepted(question);
        answers.push({ question, entries });
        continue;
      }
      const repair = options.repair(question, outcome.error);
      if (!repair) throw outcome.error;
      options.onRefused(question, repair.refused, outcome.error);
      next.push(...repair.questions.map((smaller) => ({ ...question, ...smaller })));
    }
    pending = next;
  }
  return answers;
}

function entriesOf(body: unknown): InsightEntry[] {
  const parsed = v.safeParse(insightsBody, body);
  if (parsed.success) return parsed.output.data;
  throw new TransientError("Cannot read insights: the answer has no list of metrics", {
    endpoint: "GET /{id}/insights",
    reason: "unexpected-shape",
  });
}
