import { InsightsUnavailableError, type GraphError } from "../../graph/errors/errors.ts";
import type { InsightRequest } from "../insights/insight-request.ts";
import type { InsightEntry } from "../insights/insight-values.ts";
import { figuresOf, type MediaFigures } from "../insights/media-figures.ts";

/** What became of one media's insights. */
export type MediaInsightsOutcome =
  | {
      ok: true;
      figures: MediaFigures;
      /** No wanted metric is valid for its kind, so that nothing was asked. */
      unasked?: true | undefined;
      /** Why some of what was asked is not there, although the rest is. */
      missing?: GraphError | undefined;
    }
  | { ok: false; error: GraphError };

/** Collects the answers about one media. */
export class MediaResult {
  readonly #figures: MediaFigures = { values: {}, splits: {} };
  #isAsked = false;
  #isAnswered = false;
  #error: GraphError | undefined;

  asked(): void {
    this.#isAsked = true;
  }

  take({ breakdowns }: InsightRequest, entries: readonly InsightEntry[]): void {
    const { values, splits } = figuresOf(entries, breakdowns?.[0]);
    this.#isAnswered = true;
    Object.assign(this.#figures.values, values);
    Object.assign(this.#figures.splits, splits);
  }

  /** The first failure stands, unless a later one says that the media has no insights at all. */
  fail(error: GraphError): void {
    if (!this.#error || error instanceof InsightsUnavailableError) this.#error = error;
  }

  /** What was answered is kept, whatever became of the rest. */
  outcome(): MediaInsightsOutcome {
    if (!this.#isAsked) return { ok: true, figures: this.#figures, unasked: true };
    if (!this.#error) return { ok: true, figures: this.#figures };
    if (this.#isAnswered) return { ok: true, figures: this.#figures, missing: this.#error };
    return { ok: false, error: this.#error };
  }
}
