import type { GraphClient } from "../../graph/client.ts";
import type { GraphError } from "../../graph/errors/errors.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import { AccountMemory } from "../memory/account-memory.ts";
import { InsightsAsker } from "../insights/insights-asker.ts";
import { repairBrokenDown, splitByMetric } from "../insights/insight-request.ts";
import type { InsightEntry } from "../insights/insight-values.ts";
import { isOfUnknownMetric, RefusalMemory } from "../memory/refusal-memory.ts";
import { Trials } from "../insights/trials.ts";
import { splitByDay, type AccountInsightRequest } from "./account-insight-requests.ts";
import { repairAtEdge } from "./history-limit.ts";
import type { MetricRequest } from "./metrics/metric-request.ts";

/** Why a requested metric has no value. */
export type MissingReason = "refused" | "silently-absent";

export interface AccountQuery<Wanted extends MetricRequest> {
  /** Metrics that differ only in their name share a call. */
  metrics: readonly Wanted[];
  /** Milliseconds since the epoch. Some metrics go back only 30 days from it. */
  nowMs: number;
  /** Called once for each metric that the API refuses or leaves out without an error. */
  onMissingMetrics?: ((metrics: readonly string[], why: MissingReason) => void) | undefined;
  /** What to do when the API refuses every metric. Default: there are no answers. */
  whenAllAreRefused?: "fail" | "leave-out" | undefined;
}

/** Callbacks for the result of each request. */
export interface AccountAnswers<Wanted extends MetricRequest> {
  asked?(request: AccountInsightRequest<Wanted>): void;
  answered(request: AccountInsightRequest<Wanted>, entries: InsightEntry[]): void;
  /** Metrics that the API says it does not have. */
  dropped?(request: AccountInsightRequest<Wanted>, metrics: readonly string[], error: GraphError): void;
  /** A request, or a part of one, without an answer. `isAlone`: only it is refused; others are answered. */
  lacks(request: AccountInsightRequest<Wanted>, error: GraphError, isAlone: boolean): void;
}

/** Sends requests about accounts, and remembers which metrics the API refuses. */
export class AccountAsker<Wanted extends MetricRequest> {
  readonly #graph: GraphClient;
  readonly #query: AccountQuery<Wanted>;
  readonly #memory = new RefusalMemory<string>();
  readonly #trials = new Trials();
  /** The last refusal of each metric whose name the API does not know, and of each metric of an account. */
  readonly #unknown = new Map<string, GraphError>();
  readonly #accounts = new AccountMemory(() => ({
    isAnswered: false,
    refusals: new Map<string, GraphError>(),
  }));
  readonly #told = new Set<string>();

  constructor(graph: GraphClient, query: AccountQuery<Wanted>) {
    this.#graph = graph;
    this.#query = query;
  }

  /**
   * Sends the requests that `requestsOf` makes from the metrics that the API does not refuse.
   *
   * @throws GraphError when the API refuses every metric and the query is to fail then.
   */
  async ask(
    account: Pick<InstagramAccount, "id">,
    requestsOf: (metrics: readonly Wanted[]) => AccountInsightRequest<Wanted>[],
    answers: AccountAnswers<Wanted>,
    signal?: AbortSignal,
  ): Promise<void> {
    const { metrics, nowMs } = this.#query;
    this.#failIfAllAreRefused(account.id);
    const allowed = metrics.filter((request) =>
      this.#memory.allows(request.metric, account.id, placeOf(request)),
    );
    const requests = requestsOf(allowed);
    for (const request of requests) answers.asked?.(request);
    const asker = new InsightsAsker<AccountInsightRequest<Wanted>>(this.#graph, account, {
      repair: (request, error) => repairAtEdge(request, error, nowMs) ?? repairBrokenDown(request, error),
      splitters: [splitByDay, splitByMetric],
      trials: this.#trials,
      onAnswered: (request, all) => {
        const entries = ofAskedPeriod(request, all);
        this.#accounts.of(account.id).isAnswered = true;
        this.#memory.accepted(request.metrics, account.id, placeOf(request.wanted[0]));
        // An empty answer means "no data". An answer with some of the metrics has left out the others.
        const named = new Set(entries.map(({ name }) => name));
        if (named.size > 0)
          this.#tell(
            request.metrics.filter((metric) => !named.has(metric)),
            "silently-absent",
          );
        answers.answered(request, entries);
      },
      onRefused: (request, refused, error) => {
        const place = placeOf(request.wanted[0]);
        this.#keep(account.id, refused, error);
        this.#memory.refused(refused, account.id, place, error);
        const isOfDay = (metric: string) =>
          error.kind !== "refused-name" && this.#memory.allows(metric, account.id, place);
        this.#tell(
          refused.filter((metric) => !isOfDay(metric)),
          "refused",
        );
        // Here the API says that it does not have the metric. Other refusals can concern this day only.
        if (error.kind === "refused-name") answers.dropped?.(request, refused, error);
        else answers.lacks({ ...request, metrics: refused }, error, true);
      },
      onFailed: (request, error, isAlone) => answers.lacks(request, error, isAlone),
      signal,
    });
    await asker.run(requests);
    this.#failIfAllAreRefused(account.id);
  }

  #tell(metrics: readonly string[], why: MissingReason): void {
    const news = metrics.filter((metric) => !this.#told.has(metric));
    for (const metric of news) this.#told.add(metric);
    if (news.length > 0) this.#query.onMissingMetrics?.(news, why);
  }

  #keep(account: string, metrics: readonly string[], error: GraphError): void {
    const { refusals } = this.#accounts.of(account);
    for (const metric of metrics) (isOfUnknownMetric(error) ? this.#unknown : refusals).set(metric, error);
  }

  #failIfAllAreRefused(account: string): void {
    const { isAnswered, refusals } = this.#accounts.of(account);
    if (this.#query.whenAllAreRefused !== "fail" || isAnswered) return;
    const errors = this.#query.metrics.map(({ metric }) => this.#unknown.get(metric) ?? refusals.get(metric));
    if (errors[0] && errors.every((error) => error !== undefined)) throw errors[0];
  }
}

/** Where a refusal counts: a metric can accept one breakdown and refuse another. */
function placeOf(request: Omit<MetricRequest, "metric"> | undefined): string {
  return JSON.stringify([request?.shape, request?.period, request?.breakdowns, request?.timeframe]);
}

/**
 * The entries of the period that was asked for. Of a snapshot, nothing later tells that an entry of another period came in
 * its place: it keeps its name, as an answer that cannot be read.
 */
function ofAskedPeriod(request: AccountInsightRequest, entries: readonly InsightEntry[]): InsightEntry[] {
  const asked = entries.filter(({ period }) => isAskedPeriod(request, period));
  if (asked.length === entries.length || request.day || request.days) return asked;
  const read = new Set(asked.map(({ name }) => name));
  const others = new Set(entries.map(({ name }) => name).filter((name) => !read.has(name)));
  return [...asked, ...[...others].map((name) => ({ name, isUnreadable: true as const }))];
}

/** The API has answered a request for 28 days with figures of one day: such an entry is not an answer. */
function isAskedPeriod({ wanted }: AccountInsightRequest, period: string | undefined): boolean {
  return period === undefined || wanted[0] === undefined || period === wanted[0].period;
}
