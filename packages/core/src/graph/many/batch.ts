import { batchRequest, readItem } from "./batch-item.ts";
import { batchAnswer } from "../envelope.ts";
import { GraphError } from "../errors/errors.ts";
import { contextOf } from "../http/request.ts";
import { believable } from "./identity.ts";
import { pathOf, type NodeOutcome, type NodeRequest } from "./node-request.ts";
import { misplaced, readSingle } from "./single.ts";
import { isAboutSize } from "../errors/remedies.ts";
import type { Sender } from "../sender.ts";
import type { Budget } from "../pacing/budget.ts";
import { usageReader } from "../pacing/usage.ts";

/** The most requests one batch may hold. https://developers.facebook.com/docs/graph-api/batch-requests#limits */
export const maxBatchSize = 50;

/** The API refused the batch as a whole: the host takes no batches, or not this one. */
export class BatchRefusedError extends Error {
  readonly refusal: GraphError;

  constructor(refusal: GraphError) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Up to 50 requests to send together. */
export interface Batch {
  requests: readonly NodeRequest[];
  budget: Budget;
  sender: Sender;
  maxRetries?: number | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Answers a batch with as few HTTP requests as possible. Items with a transient failure are sent again in a smaller
 * batch; a batch that is too heavy is halved. A lasting failure becomes the outcome of its item.
 *
 * @throws BatchRefusedError when the host refuses the batch itself; the signal's reason when aborted.
 */
export async function readBatch(batch: Batch): Promise<NodeOutcome[]> {
  const { requests, sender, maxRetries, signal } = batch;
  const outcomes: NodeOutcome[] = [];
  let pending = [...requests.keys()];
  let retries = sender.retries("POST / (batch)", signal, maxRetries);
  for (;;) {
    const asked = pending;
    const round = await askOnce({ ...batch, requests: asked.flatMap((index) => requests[index] ?? []) });
    for (const [position, outcome] of round.outcomes.entries()) outcomes[asked[position] ?? 0] = outcome;
    // The order of a batch cannot be trusted again: these are asked one by one, for good.
    const misplacedOnes = asked.filter((index) => isMisplaced(outcomes[index]));
    await Promise.all(
      misplacedOnes.map(async (index) => {
        const request = requests[index];
        if (request) outcomes[index] = await readSingle({ ...batch, request });
      }),
    );
    const inBatch = asked.filter((index) => !misplacedOnes.includes(index));
    pending = round.isAnswered ? inBatch.filter((index) => passingError(outcomes[index])) : [];
    if (pending.length === 0) return outcomes;
    // Count retries from the last round that answered anything: the remaining items get all retries.
    if (pending.length < asked.length) retries = sender.retries("POST / (batch)", signal, maxRetries);
    const transient = pending
      .map((index) => passingError(outcomes[index]))
      .find((error) => error?.kind === "transient");
    // A refusal by quota needs no delay here: the sender waits before the next request.
    if (transient && !(await retries.another(transient))) return outcomes;
  }
}

/** The result of one round of a batch. */
interface Round {
  outcomes: NodeOutcome[];
  /** False when the batch, or a part of it, got no answer. */
  isAnswered: boolean;
  /** Why the rest is not sent: all retries failed, or the quota is used up. */
  end?: GraphError | undefined;
}

/** Sends one HTTP request, or more when one is too heavy. */
async function askOnce(batch: Batch): Promise<Round> {
  const { requests, budget, sender, signal } = batch;
  try {
    const answers = await sender.send(batchRequest(requests, budget), batchAnswer, signal);
    const usageIn = usageReader();
    const read = requests.map((request, position) => {
      const { outcome, usages } = readItem(answers[position], request, sender.errors, usageIn);
      sender.observe(budget, usages);
      return outcome;
    });
    const outcomes = inTheirPlaces(batch, read, answers.length);
    if (outcomes.some(({ ok }) => ok)) sender.admitted(budget);
    for (const outcome of outcomes) {
      if (!outcome.ok && outcome.error.kind === "rate-limit") sender.refused(budget, outcome.error);
    }
    const tooMuch = refusalOfAmount(outcomes);
    if (!tooMuch) return { outcomes, isAnswered: true };
    sender.overloaded(budget);
    const [request, ...others] = requests;
    if (!request || others.length > 0) throw tooMuch;
    // One item cannot ask for less. Where others are under way, the refusal may be about them.
    if (!sender.isBusy(budget)) return { outcomes, isAnswered: true };
    return { outcomes: [await readSingle({ ...batch, request })], isAnswered: true };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    // The API read no item: it refuses the batch itself.
    if (error.kind === "misuse" || error.kind === "not-found") throw new BatchRefusedError(error);
    if (isAboutSize(error) && requests.length > 1) {
      const middle = Math.ceil(requests.length / 2);
      const first = await askOnce({ ...batch, requests: requests.slice(0, middle) });
      const rest = requests.slice(middle);
      const second = first.end ? unanswered(rest, first.end) : await askOnce({ ...batch, requests: rest });
      return {
        outcomes: [...first.outcomes, ...second.outcomes],
        isAnswered: first.isAnswered && second.isAnswered,
        end: second.end,
      };
    }
    return unanswered(requests, error);
  }
}

/** The refusal, where the amount of every item was refused: together they were too much, or the API is busy. */
function refusalOfAmount(outcomes: readonly NodeOutcome[]): GraphError | undefined {
  const [first] = outcomes;
  if (!first || first.ok) return undefined;
  const isOfAll = outcomes.every((outcome) => !outcome.ok && outcome.error.kind === "too-much-data");
  return isOfAll ? first.error : undefined;
}

/** An answer to the wrong request, or perhaps to one, is not used. */
function inTheirPlaces(batch: Batch, outcomes: readonly NodeOutcome[], answers: number): NodeOutcome[] {
  const { requests, sender } = batch;
  const isComplete = answers === requests.length;
  // A server that answered nothing at all has given up, and has not mistaken one for another.
  if (answers === 0) return [...outcomes];
  const bodies = outcomes.map((outcome) => (outcome.ok ? outcome.body : undefined));
  const isBelievable = believable(batch, bodies, isComplete);
  return outcomes.map((outcome, position) => {
    const request = requests[position];
    if (!request || isBelievable[position] || (isComplete && passingError(outcome))) return outcome;
    const context = contextOf({ method: "GET", ...pathOf(request), params: request.params });
    return { ok: false, error: sender.errors(context).broken("misplaced", misplaced) };
  });
}

function isMisplaced(outcome: NodeOutcome | undefined): boolean {
  return outcome?.ok === false && outcome.error.reason === "misplaced";
}

function unanswered(requests: readonly NodeRequest[], error: GraphError): Round {
  const outcomes = requests.map((): NodeOutcome => ({ ok: false, error }));
  return { outcomes, isAnswered: false, end: error.kind === "too-much-data" ? undefined : error };
}

/** The error of an outcome that can succeed at another try. */
function passingError(outcome: NodeOutcome | undefined): GraphError | undefined {
  if (!outcome || outcome.ok) return undefined;
  const { kind } = outcome.error;
  return kind === "transient" || kind === "rate-limit" ? outcome.error : undefined;
}
