import type { GraphClient } from "../../graph/client.ts";
import type { GraphError } from "../../graph/errors/errors.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import { answersOf, type InsightAnswer } from "../insights/ask-insights.ts";
import { repairBrokenDown } from "../insights/insight-request.ts";
import { isOfUnknownMetric, RefusalMemory } from "../insights/refusal-memory.ts";
import type { AccountInsightRequest } from "./account-insight-requests.ts";
import { repairAtEdge } from "./history-limit.ts";
import type { MetricRequest } from "./metrics/metric-request.ts";

/** Why a metric that was asked for has no value. */
export type MissingReason = "refused" | "silently-absent";

export interface AccountQuery<Wanted extends MetricRequest> {
  /** Those alike in all but the name go into one call. */
  metrics: readonly Wanted[];
  /** Milliseconds since the epoch. Some metrics reach only 30 days back from it. */
  nowMs: number;
  /** Told once of each metric that the API refuses, or silently leaves out. */
  onMissingMetrics?: ((metrics: readonly string[], why: MissingReason) => void) | undefined;
  /** What to do where the API refuses every metric there is. Default: there are no answers. */
  whenAllAreRefused?: "fail" | "leave-out" | undefined;
}

/** Asks about accounts, and remembers through its life which metrics the API refuses. */
export class AccountAsker<Wanted extends MetricRequest> {
  readonly #graph: GraphClient;
  readonly #query: AccountQuery<Wanted>;
  readonly #memory = new RefusalMemory<string>();
  readonly #accountsAnswered = new Set<string>();
  /** The last refusal of each metric whose name the API does not know, and of each metric of an account. */
  readonly #unknown = new Map<string, GraphError>();
  readonly #refusals = new Map<string, Map<string, GraphError>>();
  readonly #told = new Set<string>();

  constructor(graph: GraphClient, query: AccountQuery<Wanted>) {
    this.#graph = graph;
    this.#query = query;
  }

  /**
   * The answers to the requests that `requestsOf` makes of the metrics that are still worth asking for.
   *
   * @throws GraphError of the first request that failed for good.
   */
  async ask(
    account: Pick<InstagramAccount, "id">,
    requestsOf: (metrics: readonly Wanted[]) => AccountInsightRequest<Wanted>[],
    signal?: AbortSignal,
  ): Promise<InsightAnswer<AccountInsightRequest<Wanted>>[]> {
    const { metrics, nowMs } = this.#query;
    this.#failIfAllAreRefused(account.id);
    const allowed = metrics.filter((request) =>
      this.#memory.allows(request.metric, account.id, placeOf(request)),
    );
    const answers = await answersOf(this.#graph, account, requestsOf(allowed), {
      repair: (request, error) => repairAtEdge(request, error, nowMs) ?? repairBrokenDown(request, error),
      onAnswered: (request, entries) => {
        this.#accountsAnswered.add(account.id);
        this.#memory.accepted(request.metrics, account.id, placeOf(request.wanted[0]));
        // An empty answer is "no data"; one that has some of the metrics has dropped the others.
        const named = new Set(entries.map(({ name }) => name));
        if (named.size > 0)
          this.#tell(
            request.metrics.filter((metric) => !named.has(metric)),
            "silently-absent",
          );
      },
      onRefused: ({ wanted }, refused, error) => {
        this.#keep(account.id, refused, error);
        this.#memory.refused(refused, account.id, placeOf(wanted[0]), error);
        this.#tell(refused, "refused");
      },
      signal,
    });
    this.#failIfAllAreRefused(account.id);
    return answers;
  }

  #tell(metrics: readonly string[], why: MissingReason): void {
    const news = metrics.filter((metric) => !this.#told.has(metric));
    for (const metric of news) this.#told.add(metric);
    if (news.length > 0) this.#query.onMissingMetrics?.(news, why);
  }

  #keep(account: string, metrics: readonly string[], error: GraphError): void {
    const ofAccount = this.#refusals.get(account) ?? new Map<string, GraphError>();
    this.#refusals.set(account, ofAccount);
    for (const metric of metrics) (isOfUnknownMetric(error) ? this.#unknown : ofAccount).set(metric, error);
  }

  #failIfAllAreRefused(account: string): void {
    if (this.#query.whenAllAreRefused !== "fail" || this.#accountsAnswered.has(account)) return;
    const errors = this.#query.metrics.map(
      ({ metric }) => this.#unknown.get(metric) ?? this.#refusals.get(account)?.get(metric),
    );
    if (errors[0] && errors.every((error) => error !== undefined)) throw errors[0];
  }
}

/** Where a refusal holds: a metric may well take one breakdown and refuse another. */
function placeOf(request: Omit<MetricRequest, "metric"> | undefined): string {
  return JSON.stringify([request?.shape, request?.period, request?.breakdowns, request?.timeframe]);
}
