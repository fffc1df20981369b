import type { AnswerBehaviour } from "../behaviour/answers.ts";

const windowSeconds = 10;

/** Notices when too much is asked at a time: too many values within seconds, or too many requests side by side. */
export class LoadMeter {
  #requests = 0;
  #busyUntilMs = -Infinity;
  /** Values by the second in which they were answered. */
  readonly #values = new Map<number, number>();

  /** A request has come in. */
  enter(): void {
    this.#requests += 1;
  }

  /** Its answer is out. */
  leave(): void {
    this.#requests -= 1;
  }

  /** An answer held that many values. */
  add(values: number, nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    this.#values.set(second, (this.#values.get(second) ?? 0) + values);
  }

  /** Whether a request is refused. That counts as a request, too: who does not pause is refused again. */
  isTooMuch(behaviour: AnswerBehaviour, nowMs: number): boolean {
    const isRefused = nowMs < this.#busyUntilMs || this.#isOverLimit(behaviour, nowMs);
    if (isRefused) this.#busyUntilMs = nowMs + behaviour.loadPauseSeconds * 1000;
    return isRefused;
  }

  #isOverLimit({ valuesPerSecond, requestsAtOnce }: AnswerBehaviour, nowMs: number): boolean {
    if (requestsAtOnce !== null && this.#requests > requestsAtOnce) return true;
    if (valuesPerSecond === null) return false;
    const second = Math.floor(nowMs / 1000);
    let values = 0;
    for (const [at, count] of this.#values) {
      if (at > second - windowSeconds) values += count;
      else this.#values.delete(at);
    }
    return values > valuesPerSecond * windowSeconds;
  }
}
