import type { GraphObserver } from "@tap-instagram/core";
import type { CourseFacts, Moment } from "./run-facts.ts";

/** So many moments are kept of a run, however long it is: when it outgrows them, two become one. */
const mostMoments = 120;

interface OpenMoment {
  requests: number;
  calls: number;
  failures: number;
  retries: number;
  waits: number;
  waitMs: number;
  peakPercent: number | undefined;
}

/** The course of a run: what happened when. */
export class Course {
  readonly #elapsedMs: () => number;
  readonly #startMs: number;
  #widthMs = 1000;
  #moments: OpenMoment[] = [];

  /** @param elapsedMs Milliseconds of a clock that never steps. */
  constructor(elapsedMs: () => number) {
    this.#elapsedMs = elapsedMs;
    this.#startMs = elapsedMs();
  }

  readonly observer: GraphObserver = {
    onRequest: ({ status, quotaCalls }) => {
      const moment = this.#now;
      moment.requests += 1;
      moment.calls += quotaCalls;
      if (status === undefined || status >= 400) moment.failures += 1;
    },
    onRetry: () => {
      this.#now.retries += 1;
    },
    onWait: ({ waitMs }) => {
      this.#now.waits += 1;
      this.#spread(waitMs);
    },
    onUsage: ({ percent }) => {
      const moment = this.#now;
      moment.peakPercent = Math.max(percent, moment.peakPercent ?? 0);
    },
  };

  /** Up to now. A wait that the run did not outlast ends with it. */
  get facts(): CourseFacts {
    const lastMs = this.#elapsedMs() - this.#startMs;
    const moments: Moment[] = this.#moments
      .map((moment, at) => ({ ...moment, fromMs: at * this.#widthMs }))
      .filter(({ fromMs }) => fromMs <= lastMs);
    return { widthMs: this.#widthMs, moments };
  }

  get #now(): OpenMoment {
    return this.#at(this.#elapsedMs() - this.#startMs);
  }

  /** A wait is part of each moment that it lasts through. */
  #spread(waitMs: number): void {
    const fromMs = this.#elapsedMs() - this.#startMs;
    const toMs = fromMs + waitMs;
    this.#at(Math.max(fromMs, toMs - 1));
    for (let at = Math.floor(fromMs / this.#widthMs); at * this.#widthMs < toMs; at += 1) {
      const begin = Math.max(fromMs, at * this.#widthMs);
      const end = Math.min(toMs, (at + 1) * this.#widthMs);
      this.#at(begin).waitMs += end - begin;
    }
  }

  #at(ms: number): OpenMoment {
    while (ms >= this.#widthMs * mostMoments) this.#halve();
    const at = Math.floor(Math.max(0, ms) / this.#widthMs);
    while (this.#moments.length <= at) this.#moments.push(emptyMoment());
    return this.#moments[at] ?? emptyMoment();
  }

  #halve(): void {
    this.#widthMs *= 2;
    const halves = this.#moments;
    this.#moments = [];
    for (let at = 0; at < halves.length; at += 2)
      this.#moments.push(sumOf(halves[at] ?? emptyMoment(), halves[at + 1] ?? emptyMoment()));
  }
}

function emptyMoment(): OpenMoment {
  return { requests: 0, calls: 0, failures: 0, retries: 0, waits: 0, waitMs: 0, peakPercent: undefined };
}

function sumOf(one: OpenMoment, other: OpenMoment): OpenMoment {
  const percents = [one.peakPercent, other.peakPercent].flatMap((percent) => percent ?? []);
  return {
    requests: one.requests + other.requests,
    calls: one.calls + other.calls,
    failures: one.failures + other.failures,
    retries: one.retries + other.retries,
    waits: one.waits + other.waits,
    waitMs: one.waitMs + other.waitMs,
    peakPercent: percents.length === 0 ? undefined : Math.max(...percents),
  };
}
