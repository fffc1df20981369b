import { RefusedNameError, type GraphError } from "../../graph/errors/errors.ts";
import type { GraphErrorKind } from "../../graph/errors/table/error-rule.ts";

/** So few media with an odd one among them are read without insights: splitting them further would cost more calls. */
const fewEnoughToAskApart = 3;

/** After so many odd media in a row that cost more calls than they saved, the account goes back to batches. */
const strikesToGiveUp = 3;

/** Failures that are about one of the page's media, or about a metric of it. */
const aboutOneMedia = new Set<GraphErrorKind>(["no-insights", "not-found", "refused-name"]);

/** Failures that asking in another way does not change. */
const aboutAnyRequest = new Set<GraphErrorKind>(["auth", "quota-exhausted", "rate-limit"]);

/**
 * Decides which pages of media are asked for with insights in them, and how large they are. One media that refuses
 * fails its whole page and is not named; it is searched for by halving, read without insights with its neighbours, and
 * whoever wants their insights asks for them apart. See docs/decisions/0007.
 */
export class NestedInsights {
  #metrics: readonly string[];
  readonly #onDroppedMetrics: (names: readonly string[]) => void;
  #asked = 0;
  #isNested = true;
  /** Among so many of the next media there is one that refuses; `undefined` when nothing is known of them. */
  #oddWithin: number | undefined;
  #calls = 0;
  #media = 0;
  #strikes = 0;

  constructor(
    metrics: readonly string[],
    onDroppedMetrics: (names: readonly string[]) => void = () => undefined,
  ) {
    this.#metrics = metrics;
    this.#onDroppedMetrics = onDroppedMetrics;
  }

  /** What to ask next: the metrics, or none, and of how many media. */
  ask(largest: number): { metrics: readonly string[]; pageSize: number } {
    const odd = this.#oddWithin;
    this.#isNested = this.#metrics.length > 0 && !(odd !== undefined && odd <= fewEnoughToAskApart);
    const wanted = odd === undefined || !this.#isNested ? odd : Math.ceil(odd / 2);
    this.#asked = Math.min(largest, wanted ?? largest);
    return { metrics: this.#isNested ? this.#metrics : [], pageSize: this.#asked };
  }

  /** Takes note of a refused page. False when it has nothing to do with insights in it. */
  refused(refusal: GraphError): boolean {
    if (!this.#isNested || aboutAnyRequest.has(refusal.kind)) return false;
    this.#calls += 1;
    if (
      refusal instanceof RefusedNameError &&
      (refusal.nameKind !== "metric" || refusal.reason === "unknown")
    )
      this.#forget(refusal);
    else if (aboutOneMedia.has(refusal.kind)) this.#oddWithin = this.#asked;
    else this.#giveUp();
    return true;
  }

  /** Takes note of a page that came, with so many media. */
  answered(media: number): void {
    if (this.#metrics.length === 0) return;
    this.#calls += this.#isNested ? 1 : 1 + media;
    this.#media += media;
    if (this.#oddWithin === undefined) return;
    this.#oddWithin -= media;
    if (this.#oddWithin > 0) return;
    this.#oddWithin = undefined;
    this.#strikes = this.#calls < this.#media ? 0 : this.#strikes + 1;
    this.#calls = 0;
    this.#media = 0;
    if (this.#strikes >= strikesToGiveUp) this.#giveUp();
  }

  /** A metric that the API does not know at all is refused for every media, so that only it is left out. */
  #forget({ names, nameKind }: RefusedNameError): void {
    const kept = this.#metrics.filter((metric) => !names.includes(metric));
    if (nameKind !== "metric" || kept.length === this.#metrics.length) return this.#giveUp();
    this.#onDroppedMetrics(this.#metrics.filter((metric) => names.includes(metric)));
    this.#metrics = kept;
  }

  #giveUp(): void {
    this.#metrics = [];
    this.#oddWithin = undefined;
  }
}
