import type { GraphClient } from "../../graph/client.ts";
import type { GraphError } from "../../graph/errors/errors.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import type { AnswerHandlers } from "./answer-handlers.ts";
import { Failures } from "./failures.ts";
import type { InsightRequest } from "./insight-request.ts";
import type { InsightEntry } from "./insight-values.ts";
import { isolate, type Isolated, type Outcome } from "./isolate.ts";
import { readInsights } from "./read-insights.ts";
import {
  isAboutAPart,
  isOfServer,
  isSharedFailure,
  likenessOf,
  refusalGroups,
  type Refusal,
} from "./refusals.ts";
import { culpritMetrics, scoutsAmong, unlike, type Culprits, type TrialResult } from "./trials.ts";

/** This many requests are sent without a trial: if all are refused, they cost a dozen calls at most. */
const fewEnoughToSend = 12;

/** A request without the metrics that a similar request was refused for. */
interface Hypothesis<Request> {
  readonly original: Request;
  readonly metrics: readonly string[];
  readonly error: GraphError;
}

/** Sends requests about one account, and sends refused ones again without what is refused. */
export class InsightsAsker<Request extends InsightRequest> {
  readonly #graph: GraphClient;
  readonly #account: Pick<InstagramAccount, "id">;
  readonly #handlers: AnswerHandlers<Request>;
  readonly #hypotheses = new Map<Request, Hypothesis<Request>>();
  /** Outcomes of the trial that are not handled yet. */
  readonly #tried = new Map<Request, Outcome<InsightEntry[]>>();
  readonly #failures: Failures<Request>;

  constructor(graph: GraphClient, account: Pick<InstagramAccount, "id">, handlers: AnswerHandlers<Request>) {
    this.#graph = graph;
    this.#account = account;
    this.#handlers = handlers;
    this.#failures = new Failures(handlers);
  }

  /**
   * Sends all requests together. When similar refusals name no cause, one of these requests is split until the culprits
   * are found, and the others are sent without them. Rejects only when aborted.
   */
  async run(requests: readonly Request[]): Promise<void> {
    if (requests.length === 0) return;
    const { trials } = this.#handlers;
    if (requests.length > fewEnoughToSend) await this.#askAfterTrial(requests);
    else
      await trials.inTurn(this.#account.id, () =>
        trials.isInDoubt(this.#account.id) ? this.#askAfterTrial(requests) : this.#askAll(requests),
      );
    this.#failures.tell();
  }

  async #askAfterTrial(requests: readonly Request[]): Promise<void> {
    const settled = new Set<Request>();
    const trial = await this.#handlers.trials.resultOf(this.#account.id, () => this.#try(requests, settled));
    if (trial.refusal) for (const request of requests) this.#failures.add(request, trial.refusal);
    else
      await this.#askAll(
        this.#without(
          trial.culprits,
          requests.filter((one) => !settled.has(one)),
        ),
      );
  }

  /** Tries a few. Where all are refused alike, finds out whether a part of them is the cause. */
  async #try(requests: readonly Request[], settled: Set<Request>): Promise<TrialResult> {
    const refusals: Refusal<Request>[] = [];
    for (const request of scoutsAmong(requests)) {
      // The first failure that may pass was given all retries.
      const [outcome] = await this.#ask(
        [request],
        refusals.some(({ error }) => isOfServer(error)) ? 1 : undefined,
      );
      if (!outcome) continue;
      this.#tried.set(request, outcome);
      if (outcome.ok || !isSharedFailure(outcome.error)) return { culprits: [] };
      refusals.push({ request, error: outcome.error });
    }
    const culprits: Culprits[] = [];
    for (const { request, error } of unlike(refusals)) {
      const found = await this.#isolate({ request, error });
      if (found.failure) return culprits.length === 0 ? { refusal: found.failure, culprits } : { culprits };
      this.#tellFound(found);
      settled.add(request);
      const metrics = culpritMetrics(request, found);
      if (metrics.length > 0) culprits.push({ likeness: likenessOf(request), metrics, error });
    }
    return { culprits };
  }

  async #askAll(requests: readonly Request[]): Promise<void> {
    let pending = requests;
    while (pending.length > 0) {
      const untried = pending.filter((request) => !this.#tried.has(request));
      for (const [position, outcome] of (await this.#ask(untried)).entries()) {
        const request = untried[position];
        if (request) this.#tried.set(request, outcome);
      }
      const next: Request[] = [];
      const refusals: Refusal<Request>[] = [];
      for (const request of pending) {
        const outcome = this.#tried.get(request);
        if (outcome?.ok) this.#answered(request, outcome.answer);
        else if (outcome) refusals.push({ request, error: outcome.error });
        this.#tried.delete(request);
      }
      const nameless: Refusal<Request>[] = [];
      for (const refusal of refusals) {
        const { request, error } = refusal;
        const repaired = this.#handlers.repair(request, error);
        const hypothesis = this.#hypotheses.get(request);
        if (repaired) {
          this.#handlers.onRefused(request, repaired.refused, error);
          next.push(...repaired.requests.map((smaller) => ({ ...request, ...smaller })));
        } else if (!isAboutAPart(error)) this.#failures.add(request, error);
        // The cause is not what was left out: search this request too.
        else if (hypothesis) next.push(...(await this.#settle([{ request: hypothesis.original, error }])));
        else nameless.push(refusal);
      }
      for (const group of refusalGroups(nameless)) next.push(...(await this.#settle(group)));
      pending = next;
    }
  }

  /** Searches one of similar refusals. Gives the requests to send next. */
  async #settle(group: readonly Refusal<Request>[]): Promise<readonly Request[]> {
    let waiting = group;
    // A second opinion: the first request can have a cause of its own.
    for (let opinions = 0; opinions < 2; opinions += 1) {
      const [scout, ...others] = waiting;
      if (!scout) return [];
      waiting = others;
      const found = await this.#isolate(scout);
      this.#tellFound(found);
      if (found.failure) {
        this.#failures.add(scout.request, found.failure);
        continue;
      }
      const metrics = culpritMetrics(scout.request, found);
      if (metrics.length === 0) return (await Promise.all(waiting.map((one) => this.#settle([one])))).flat();
      const culprits = [{ likeness: likenessOf(scout.request), metrics, error: scout.error }];
      return this.#without(
        culprits,
        waiting.map(({ request }) => request),
      );
    }
    for (const { request, error } of waiting) this.#failures.add(request, error);
    return [];
  }

  /** The requests without the metrics that similar ones were refused for. */
  #without(culprits: readonly Culprits[], requests: readonly Request[]): Request[] {
    return requests.flatMap((request) => {
      const found = culprits.find(({ likeness }) => likeness === likenessOf(request));
      // A request that was tried is handled by its own outcome.
      if (!found || this.#tried.has(request)) return [request];
      const { metrics, error } = found;
      const without = { ...request, metrics: request.metrics.filter((name) => !metrics.includes(name)) };
      this.#hypotheses.set(without, { original: request, metrics, error });
      return [without];
    });
  }

  #answered(request: Request, entries: InsightEntry[]): void {
    const hypothesis = this.#hypotheses.get(request);
    if (hypothesis) this.#handlers.onRefused(hypothesis.original, hypothesis.metrics, hypothesis.error);
    this.#failures.answered(hypothesis?.original ?? request);
    this.#handlers.onAnswered(request, entries);
  }

  #tellFound({ answered, culprits }: Isolated<Request, InsightEntry[]>): void {
    for (const { request, answer } of answered) this.#handlers.onAnswered(request, answer);
    for (const { request, error } of culprits) this.#handlers.onRefused(request, request.metrics, error);
  }

  #isolate({ request, error }: Refusal<Request>): Promise<Isolated<Request, InsightEntry[]>> {
    const { splitters } = this.#handlers;
    return isolate(request, error, { ask: (parts) => this.#ask(parts, 1), splitters });
  }

  async #ask(requests: readonly Request[], maxRetries?: number): Promise<Outcome<InsightEntry[]>[]> {
    const { signal, trials } = this.#handlers;
    const outcomes = await readInsights(this.#graph, this.#account, requests, { maxRetries, signal });
    trials.heard(
      this.#account.id,
      outcomes.map((outcome) => outcome.ok || !isSharedFailure(outcome.error)),
    );
    return outcomes;
  }
}
