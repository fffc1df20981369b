import { nameOfBudget, type GraphObserver } from "@tap-instagram/core";
import type { RunStart } from "@tap-instagram/singer";
import type { ToldSync } from "../facts/facts-of.ts";
import { timeLeft } from "./time-left.ts";
import { frameOf, type LiveFigures, type LiveWait } from "./live-frame.ts";

/** How often the lines change, at most. */
const frameMs = 200;

/** Shorter pauses than this are not worth a line. */
const leastPauseMs = 3000;

/** What it takes of a run. */
type Surroundings = Pick<RunStart, "now" | "elapsedMs"> & {
  readonly terminal: NonNullable<RunStart["terminal"]>;
  /** Works every so many milliseconds, until the returned function is called. */
  readonly every: (ms: number, work: () => void) => () => void;
};

/** Shows on a terminal how far a run is. */
export class LiveView {
  readonly #start: Surroundings;
  readonly #startedAtMs: number;
  readonly #stop: () => void;
  readonly #waits = new Map<string, { reason: string; untilMs: number }>();
  readonly #quotas = new Map<string, number>();
  #sync: ToldSync | undefined;
  #accounts: number | undefined;
  #estimate: number | undefined;
  /** When the accounts were known, and the calls that had been made by then. */
  #begun: { atMs: number; calls: number } | undefined;
  #shownAtMs = -Infinity;

  constructor(start: Surroundings) {
    this.#start = start;
    this.#startedAtMs = start.elapsedMs();
    this.#stop = start.every(1000, () => this.draw());
  }

  readonly observer: GraphObserver = {
    onRequest: () => this.draw(),
    onUsage: ({ budget, percent }) => {
      this.#quotas.set(nameOfBudget(budget), percent);
    },
    onRetry: ({ endpoint, error, delayMs }) => {
      if (delayMs < leastPauseMs) return;
      this.#wait(endpoint, `${endpoint} is asked again (${error.reason ?? error.kind})`, delayMs);
    },
    onWait: ({ budget, waitMs }) => {
      const name = nameOfBudget(budget);
      this.#wait(name, `quota of ${name} used up`, waitMs);
    },
  };

  syncBegins(sync: ToldSync): void {
    this.#sync = sync;
  }

  accountsFound(accounts: number): void {
    this.#accounts = accounts;
    this.#begun = { atMs: this.#start.elapsedMs(), calls: this.#sync?.requests.quotaCalls ?? 0 };
    this.draw();
  }

  /** @param calls All calls of the run. */
  estimated(calls: number): void {
    this.#estimate = calls;
  }

  draw(): void {
    const { terminal, elapsedMs } = this.#start;
    if (elapsedMs() - this.#shownAtMs < frameMs) return;
    this.#shownAtMs = elapsedMs();
    terminal.showLines(frameOf(this.#figures, terminal));
  }

  end(): void {
    this.#stop();
    this.#start.terminal.clear();
  }

  get #figures(): LiveFigures {
    const elapsedMs = this.#start.elapsedMs() - this.#startedAtMs;
    const calls = this.#sync?.requests.quotaCalls ?? 0;
    const waits = this.#openWaits;
    const all = this.#accounts;
    return {
      accounts: all === undefined ? undefined : { done: this.#accountsDone, all },
      records: this.#sync?.recordCounts() ?? new Map(),
      calls,
      estimatedCalls: this.#estimate,
      quota: this.#fullest,
      elapsedMs,
      leftMs: timeLeft({
        calls,
        estimatedCalls: this.#estimate,
        begun: this.#begun,
        nowMs: this.#start.elapsedMs(),
        waitMs: Math.max(0, ...waits.map(({ leftMs }) => leftMs)),
      }),
      waits,
    };
  }

  /** Those of which every selected stream has ended. */
  get #accountsDone(): number {
    if (!this.#sync) return 0;
    const { book, streamsPerAccount } = this.#sync;
    const closed = new Map<string, number>();
    for (const { account, isClosed } of book.chapters)
      if (isClosed) closed.set(account.id, (closed.get(account.id) ?? 0) + 1);
    return [...closed.values()].filter((count) => count >= streamsPerAccount).length;
  }

  get #fullest(): LiveFigures["quota"] {
    let fullest: LiveFigures["quota"];
    for (const [name, percent] of this.#quotas)
      if (!fullest || percent > fullest.percent) fullest = { name, percent };
    return fullest;
  }

  get #openWaits(): LiveWait[] {
    const nowMs = this.#start.now();
    for (const [key, { untilMs }] of this.#waits) if (untilMs <= nowMs) this.#waits.delete(key);
    return [...this.#waits.values()]
      .map(({ reason, untilMs }) => ({ reason, untilMs, leftMs: untilMs - nowMs }))
      .toSorted((a, b) => b.untilMs - a.untilMs);
  }

  #wait(key: string, reason: string, ms: number): void {
    this.#waits.set(key, { reason, untilMs: this.#start.now() + ms });
    this.draw();
  }
}
