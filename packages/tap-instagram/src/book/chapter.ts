import { EmptyFigures, type MetricsOfChapter } from "./empty-figures.ts";
import { LackGroups, type LackGroup } from "./lack-groups.ts";
import { reasons, type LackEnding, type Reason } from "./reasons.ts";
import type { Lack, Thing } from "./thing.ts";

/** So many objects of an account may vanish between two requests, at least, before it looks like an outage. */
const fewVanished = 2;

/** And this part of them, where the account has many: in an outage Meta answers as if objects were gone. */
const partVanished = 0.02;

/** The sums of a chapter. `delivered + unavailable + pending + missing` is `expected`. */
export type Counts = { readonly [key in "expected" | "delivered" | LackEnding]: number };

/** Whose chapter it is. */
export interface ChapterAccount {
  readonly id: string;
  /** How logs call the account. */
  readonly name: string;
}

/** What one stream of one account expects, and what becomes of it. */
export class Chapter {
  readonly stream: string;
  readonly account: ChapterAccount;
  /** Whether the stream was read from its beginning to its end: what earlier runs wrote of it may then be replaced. */
  isReplaceable = false;
  isClosed = false;
  readonly #now: () => number;
  /** Made for the first lack: a run has a chapter per stream and account, and most of them lack nothing. */
  #lacks: LackGroups | undefined;
  #emptyFigures: EmptyFigures | undefined;
  /** Metrics that are lacking as a whole, and not of one object. */
  #named: Set<string> | undefined;
  #expected = 0;
  #delivered = 0;

  constructor(stream: string, account: ChapterAccount, now: () => number) {
    this.stream = stream;
    this.account = account;
    this.#now = now;
  }

  expect(things: number): void {
    this.#expected += things;
  }

  deliver(things: number): void {
    this.#delivered += things;
  }

  /** Metrics that have figures in this stream of the account. */
  deliverMetrics(metrics: readonly Pick<Thing, "metric" | "variant">[]): void {
    if (metrics.length > 0) this.#openFigures().came(metrics);
  }

  /** Whether a metric has figures: an empty answer may then be a bad one. */
  hasFigures(metric: Pick<Thing, "metric" | "variant">): boolean {
    return this.#emptyFigures?.hasCome(metric) === true;
  }

  /**
   * Books a thing that did not come. A metric counts as expected here: nothing else tells of it. One that the API does not
   * give as a whole counts once.
   */
  lack(lack: Lack): void {
    const noticed = { ...lack, atMs: this.#now() };
    if (lack.thing.kind !== "metric") return this.#openLacks().add(noticed);
    if (lack.reason === "empty-figure") return this.#openFigures().add(noticed);
    if (reasons[lack.reason].ending === "unavailable") {
      const { metric, variant } = lack.thing;
      const name = JSON.stringify([lack.reason, metric, variant]);
      this.#named ??= new Set();
      if (this.#named.has(name)) return;
      this.#named.add(name);
    }
    this.#expected += 1;
    this.#openLacks().add(noticed);
  }

  /**
   * Settles what only the whole chapter can tell. What has no answer at all is missing: a failure that was not foreseen
   * shows as missing, and not as success.
   */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#settleFew("not-visible", "deleted-meanwhile");
    for (const reason of ["permission", "refused"] as const) this.#settleFew(reason, "refused-alone");
    this.#settleFew("hidden-comments", "deleted-meanwhile");
    this.#settleMost("hidden-comments", "empty-list");
    this.#settleMost("empty-answer", "stays-empty");
    for (const { reason, count, details } of this.#emptyFigures?.settled() ?? []) {
      this.#expected += count;
      this.#openLacks().addAll(reason, count, details);
    }
    const left = this.#expected - this.#ended;
    if (left > 0) this.#openLacks().addAll("unaccounted", left, []);
    // More things than expected: what came counts.
    else this.#expected = this.#ended;
  }

  get counts(): Counts {
    const sums = { unavailable: 0, pending: 0, missing: 0 };
    for (const { reason, count } of this.lacks) sums[reasons[reason].ending] += count;
    return { expected: this.#expected, delivered: this.#delivered, ...sums };
  }

  /** Every lack by its reason, in the order in which the reasons came up. */
  get lacks(): readonly LackGroup[] {
    return this.#lacks?.all ?? [];
  }

  /** What it knows of metrics, until its details are forgotten. */
  get metrics(): MetricsOfChapter | undefined {
    return this.#emptyFigures?.known;
  }

  /** Keeps the counts and no details, once they are told. */
  forgetDetails(): void {
    this.#lacks?.forgetDetails();
    // A run has a chapter per stream and account, and none of them books anything more once it is closed.
    this.#emptyFigures = undefined;
    this.#named = undefined;
  }

  #openLacks(): LackGroups {
    this.#lacks ??= new LackGroups();
    return this.#lacks;
  }

  #openFigures(): EmptyFigures {
    this.#emptyFigures ??= new EmptyFigures();
    return this.#emptyFigures;
  }

  get #ended(): number {
    return this.#delivered + (this.#lacks?.count ?? 0);
  }

  /**
   * A few objects vanish or are refused for their own sake, while others come: in this run, or in an earlier one that was
   * refused the same. Many at once are an outage, or a permission.
   */
  #settleFew(from: Reason, to: Reason): void {
    if (this.#lacks === undefined) return;
    const { count, objects, again } = this.#lacks.of(from);
    if (count === 0 || objects < count) return;
    const few = Math.max(fewVanished, Math.ceil(this.#expected * partVanished));
    const othersCome = this.#delivered >= count || again === count;
    if (count <= few && othersCome) this.#lacks.rename(from, to);
  }

  /** An empty answer may be ordinary for one object. For most of an account's objects it is not. */
  #settleMost(from: Reason, to: Reason): void {
    if (this.#lacks === undefined) return;
    const { count } = this.#lacks.of(from);
    if (count > fewVanished && count * 2 > this.#expected) this.#lacks.rename(from, to);
  }
}
