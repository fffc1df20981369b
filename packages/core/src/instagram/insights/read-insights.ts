import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { TransientError } from "../../graph/errors/errors.ts";
import { budgetOf, type InstagramAccount } from "../accounts/account.ts";
import { nodeRequestOf, type InsightRequest } from "./insight-request.ts";
import { insightsBody, type InsightEntry } from "./insight-values.ts";
import type { Outcome } from "./isolate.ts";
import type { AnswerOrder } from "./answer-order.ts";

/** How to send insights requests. */
export interface InsightsSending {
  order: AnswerOrder;
  /** Retries of what fails in passing. Default: as many as the client makes. */
  maxRetries?: number | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Sends insights requests of an account together. Where an answer has another shape, or belongs to another request, its
 * request is sent once more, by itself.
 *
 * @returns one outcome per request, in order. Rejects only when aborted.
 */
export async function readInsights(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  requests: readonly InsightRequest[],
  { order, maxRetries, signal }: InsightsSending,
): Promise<Outcome<InsightEntry[]>[]> {
  const send = async (some: readonly InsightRequest[]): Promise<Outcome<InsightEntry[]>[]> => {
    const outcomes = await graph.readMany({
      requests: some.map(nodeRequestOf),
      budget: budgetOf(account),
      maxRetries,
      signal,
    });
    return outcomes.map((outcome, position) => {
      if (!outcome.ok) return outcome;
      const { body } = outcome;
      const parsed = v.safeParse(insightsBody, body);
      if (!parsed.success) return strange("the answer has no list of metrics");
      const entries = parsed.output.data;
      const request = some[position];
      const isOfAnother = request !== undefined && order.isMisplaced({ body, entries }, request, some);
      return isOfAnother ? strange("the answer belongs to another request") : { ok: true, answer: entries };
    });
  };
  return Promise.all(
    (await send(requests)).map(async (outcome, position) => {
      const request = requests[position];
      const [again] = request && isStrange(outcome) ? await send([request]) : [];
      return again ?? outcome;
    }),
  );
}

function strange(what: string): Outcome<InsightEntry[]> {
  const error = new TransientError(`Cannot read insights: ${what}`, {
    endpoint: "GET /{id}/insights",
    reason: "unexpected-shape",
  });
  return { ok: false, error };
}

function isStrange(outcome: Outcome<InsightEntry[]>): boolean {
  return !outcome.ok && outcome.error.reason === "unexpected-shape";
}
