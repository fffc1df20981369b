import { InsightsUnavailableError, type GraphError } from "../../graph/errors/errors.ts";
import type { InsightRequest } from "../insights/insight-request.ts";
import type { InsightEntry } from "../insights/insight-values.ts";
import { figuresOf, type MediaFigures } from "../insights/media-figures.ts";

/** What became of one media's insights. */
export type MediaInsightsOutcome =
  | {
      ok: true;
      figures: MediaFigures;
      /** No wanted metric is valid for its kind: nothing was asked. */
      unasked?: true | undefined;
      /** Metrics that were asked for and did not come, although others may have come. */
      lacks: readonly LackingMetric[];
    }
  | { ok: false; error: GraphError };

/** A requested metric that did not come. */
export interface LackingMetric {
  metric: string;
  /**
   * `empty`: answered without a number. `unreadable`: answered in a form that is not a number, or with such a part.
   * `refused`: it is refused. `failed`: not answered, and it may come later.
   */
  cause: "empty" | "unreadable" | "refused" | "failed";
  /** What the API said, unless it said nothing. */
  error?: GraphError | undefined;
}

/** Failures of a metric that may pass by themselves. */
const passing: ReadonlySet<GraphError["kind"]> = new Set(["transient", "rate-limit", "quota-exhausted"]);

/** Collects the answers about one media. */
export class MediaResult {
  readonly #figures: MediaFigures = { values: {}, splits: {} };
  readonly #asked = new Set<string>();
  readonly #unreadable = new Set<string>();
  readonly #errors = new Map<string, GraphError>();
  #isAnswered = false;
  #error: GraphError | undefined;

  asked({ metrics }: InsightRequest): void {
    for (const metric of metrics) this.#asked.add(metric);
  }

  /** Takes what was asked for; an entry that was not is left out. */
  take({ metrics, breakdowns }: InsightRequest, entries: readonly InsightEntry[]): void {
    const {
      values,
      splits,
      unreadable = [],
    } = figuresOf(
      entries.filter(({ name }) => metrics.includes(name)),
      breakdowns?.[0],
    );
    this.#isAnswered = true;
    Object.assign(this.#figures.values, values);
    Object.assign(this.#figures.splits, splits);
    for (const metric of unreadable) this.#unreadable.add(metric);
  }

  refuse(metrics: readonly string[], error: GraphError): void {
    for (const metric of metrics) this.#errors.set(metric, error);
  }

  /** The first failure counts, unless a later one says that the media has no insights at all. */
  fail(metrics: readonly string[], error: GraphError): void {
    this.refuse(metrics, error);
    if (!this.#error || error instanceof InsightsUnavailableError) this.#error = error;
  }

  /** What was answered is kept, whatever became of the rest. */
  outcome(): MediaInsightsOutcome {
    if (this.#error && !this.#isAnswered) return { ok: false, error: this.#error };
    const lacks = [...this.#asked]
      .filter((metric) => !this.#came(metric))
      .map((metric) => this.#lackOf(metric));
    const outcome = { ok: true as const, figures: this.#figures, lacks };
    return this.#asked.size > 0 ? outcome : { ...outcome, unasked: true };
  }

  /** A split without parts is one whose parts are all zero. */
  #came(metric: string): boolean {
    if (this.#unreadable.has(metric)) return false;
    return typeof this.#figures.values[metric] === "number" || this.#figures.splits[metric] !== undefined;
  }

  #lackOf(metric: string): LackingMetric {
    const error = this.#errors.get(metric);
    if (!error) return { metric, cause: this.#unreadable.has(metric) ? "unreadable" : "empty" };
    return { metric, cause: passing.has(error.kind) ? "failed" : "refused", error };
  }
}
