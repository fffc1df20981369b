import { RefusedNameError, type GraphError } from "../../graph/errors/errors.ts";
import type { GraphErrorKind } from "../../graph/errors/table/error-rule.ts";
import type { FieldMemory } from "../fields/field-memory.ts";

/** This few media are read without insights when one of them refuses: more splitting would cost more calls. */
const fewEnoughToAskApart = 3;

/** After this many refusing media in a row that cost more calls than nesting saved, the account goes back to batches. */
const strikesToGiveUp = 3;

/** Failures that concern one media of the page, or a metric of it. */
const aboutOneMedia = new Set<GraphErrorKind>(["no-insights", "not-found", "refused-name"]);

/** Failures that another page would have too. */
const aboutAnyRequest = new Set<GraphErrorKind>(["auth", "quota-exhausted", "rate-limit"]);

/** Whose insights are read inside of pages. */
export interface NestedInsightsOptions {
  onDroppedMetrics?: ((names: readonly string[]) => void) | undefined;
  account?: string | undefined;
  /** Where other walks over the same account learn that its insights do not fit into pages. */
  memory?: FieldMemory | undefined;
}

/**
 * Decides which pages of media have insights in them, and how large they are. One refusing media fails its whole page,
 * and the API does not name it. Halving finds it. It and its neighbours are read without insights, and their insights
 * need requests of their own. See docs/decisions/0007.
 */
export class NestedInsights {
  #metrics: readonly string[];
  readonly #options: NestedInsightsOptions;
  #asked = 0;
  #isNested = true;
  /** One of the next media, as many as this, refuses; `undefined` when none is known to refuse. */
  #refusingWithin: number | undefined;
  #calls = 0;
  #media = 0;
  #strikes = 0;
  /** Metrics that were given up for a refusal that may have had another cause. */
  #inDoubt: readonly string[] = [];

  constructor(metrics: readonly string[], options: NestedInsightsOptions = {}) {
    this.#metrics = metrics;
    this.#options = options;
  }

  /** What to request next: the metrics, or none, and the number of media. */
  ask(largest: number): { metrics: readonly string[]; pageSize: number } {
    const { memory, account = "" } = this.#options;
    if (this.#metrics.length > 0 && memory?.isNestingGivenUp(account)) this.#giveUp();
    const within = this.#refusingWithin;
    this.#isNested = this.#metrics.length > 0 && !(within !== undefined && within <= fewEnoughToAskApart);
    const wanted = within === undefined || !this.#isNested ? within : Math.ceil(within / 2);
    this.#asked = Math.min(largest, wanted ?? largest);
    return { metrics: this.#isNested ? this.#metrics : [], pageSize: this.#asked };
  }

  /** Notes a refused page. False when the refusal does not concern insights. */
  refused(refusal: GraphError): boolean {
    if (!this.#isNested || aboutAnyRequest.has(refusal.kind)) return false;
    this.#calls += 1;
    if (
      refusal instanceof RefusedNameError &&
      (refusal.nameKind !== "metric" || refusal.reason === "unknown")
    )
      this.#forget(refusal);
    else if (aboutOneMedia.has(refusal.kind)) this.#refusingWithin = this.#asked;
    else {
      this.#inDoubt = this.#metrics;
      this.#giveUp();
    }
    return true;
  }

  /** Notes that the last refusal had another cause, which is dealt with: the page was refused without insights, too. */
  resume(): void {
    if (this.#inDoubt.length > 0) this.#metrics = this.#inDoubt;
    this.#inDoubt = [];
  }

  /** Notes an answered page with its number of media. */
  answered(media: number): void {
    this.#inDoubt = [];
    if (this.#metrics.length === 0) return;
    this.#calls += this.#isNested ? 1 : 1 + media;
    this.#media += media;
    if (this.#refusingWithin === undefined) return;
    this.#refusingWithin -= media;
    if (this.#refusingWithin > 0) return;
    this.#refusingWithin = undefined;
    this.#strikes = this.#calls < this.#media ? 0 : this.#strikes + 1;
    this.#calls = 0;
    this.#media = 0;
    if (this.#strikes < strikesToGiveUp) return;
    this.#options.memory?.nestingFails(this.#options.account ?? "");
    this.#giveUp();
  }

  /** Every media refuses a metric that the API does not know: only that metric is dropped. */
  #forget({ names, nameKind }: RefusedNameError): void {
    const kept = this.#metrics.filter((metric) => !names.includes(metric));
    if (nameKind !== "metric" || kept.length === this.#metrics.length) return this.#giveUp();
    this.#options.onDroppedMetrics?.(this.#metrics.filter((metric) => names.includes(metric)));
    this.#metrics = kept;
  }

  #giveUp(): void {
    this.#metrics = [];
    this.#refusingWithin = undefined;
  }
}
