import { InsightsUnavailableError, type GraphError } from "../../graph/errors/errors.ts";
import type { InsightRequest } from "../insights/insight-request.ts";
import type { InsightEntry } from "../insights/insight-values.ts";
import { figuresOf, type MediaFigures } from "../insights/media-figures.ts";

/** The insights of one media, or why there are none. */
export type MediaInsightsOutcome =
  | {
      ok: true;
      figures: MediaFigures;
      /** Its kind has none of the wanted metrics, so nothing was requested. */
      unasked?: true | undefined;
      /** Metrics that the API refused for this media, although it gave others. */
      lacks: readonly LackingMetric[];
    }
  | { ok: false; error: GraphError };

/** A requested metric that did not come. */
export interface LackingMetric {
  metric: string;
  error: GraphError;
}

/** Collects the answers about one media. */
export class MediaResult {
  readonly #figures: MediaFigures = { values: {}, splits: {} };
  #isAsked = false;
  #isAnswered = false;
  #error: GraphError | undefined;
  readonly #lacks = new Map<string, GraphError>();

  asked(): void {
    this.#isAsked = true;
  }

  take({ breakdowns }: InsightRequest, entries: readonly InsightEntry[]): void {
    const { values, splits } = figuresOf(entries, breakdowns?.[0]);
    this.#isAnswered = true;
    Object.assign(this.#figures.values, values);
    Object.assign(this.#figures.splits, splits);
  }

  refuse(metrics: readonly string[], error: GraphError): void {
    for (const metric of metrics) this.#lacks.set(metric, error);
  }

  /** Keeps the first failure, unless a later one says that the media has no insights at all. */
  fail(metrics: readonly string[], error: GraphError): void {
    this.refuse(metrics, error);
    if (!this.#error || error instanceof InsightsUnavailableError) this.#error = error;
  }

  /** Keeps what was answered, also when the rest failed. */
  outcome(): MediaInsightsOutcome {
    if (this.#error && !this.#isAnswered) return { ok: false, error: this.#error };
    const lacks = [...this.#lacks]
      .filter(([metric]) => typeof this.#figures.values[metric] !== "number")
      .map(([metric, error]) => ({ metric, error }));
    const outcome = { ok: true as const, figures: this.#figures, lacks };
    return this.#isAsked ? outcome : { ...outcome, unasked: true };
  }
}
