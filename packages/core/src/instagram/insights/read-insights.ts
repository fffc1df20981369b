import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { TransientError } from "../../graph/errors/errors.ts";
import type { NodeOutcome } from "../../graph/many/node-request.ts";
import { budgetOf, type InstagramAccount } from "../accounts/account.ts";
import { nodeRequestOf, type InsightRequest } from "./insight-request.ts";
import type { InsightEntry } from "./insight-values.ts";
import { insightsBody } from "./insights-body.ts";
import type { Outcome } from "./isolate.ts";

/** How to send insights requests. */
export interface InsightsSending {
  /** Retries of what fails in passing. Default: as many as the client makes. */
  maxRetries?: number | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Sends insights requests of an account together. Where an answer is not a list of metrics, its request is sent once more.
 *
 * @returns one outcome per request, in order. Rejects only when aborted.
 */
export async function readInsights(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  requests: readonly InsightRequest[],
  { maxRetries, signal }: InsightsSending,
): Promise<Outcome<InsightEntry[]>[]> {
  const send = (some: readonly InsightRequest[]) =>
    graph.readMany({ requests: some.map(nodeRequestOf), budget: budgetOf(account), maxRetries, signal });
  const outcomes = (await send(requests)).map(entriesIn);
  const strange = requests.filter((_, position) => outcomes[position] === undefined);
  const again = strange.length > 0 ? (await send(strange)).map(entriesIn) : [];
  return outcomes.map((outcome) => outcome ?? again.shift() ?? withoutMetrics());
}

/** The metrics of an answer; `undefined` where it is something else than a list of metrics. */
function entriesIn(outcome: NodeOutcome): Outcome<InsightEntry[]> | undefined {
  if (!outcome.ok) return outcome;
  const parsed = v.safeParse(insightsBody, outcome.body);
  return parsed.success ? { ok: true, answer: parsed.output.data } : undefined;
}

function withoutMetrics(): Outcome<InsightEntry[]> {
  const error = new TransientError("Cannot read insights: the answer has no list of metrics", {
    endpoint: "GET /{id}/insights",
    reason: "unexpected-shape",
  });
  return { ok: false, error };
}
