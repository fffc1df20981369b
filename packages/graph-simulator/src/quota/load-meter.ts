import type { AnswerBehaviour } from "../behaviour/answers.ts";

const windowMs = 10_000;

/** Notices when too much is asked at a time: too many values within seconds, or too many requests side by side. */
export class LoadMeter {
  #requests = 0;
  #answers: { readonly at: number; readonly values: number }[] = [];

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
    this.#answers = this.#answers.filter(({ at }) => at > nowMs - windowMs);
    this.#answers.push({ at: nowMs, values });
  }

  isTooMuch({ valuesPerSecond, requestsAtOnce }: AnswerBehaviour, nowMs: number): boolean {
    if (requestsAtOnce !== null && this.#requests > requestsAtOnce) return true;
    if (valuesPerSecond === null) return false;
    const recent = this.#answers.filter(({ at }) => at > nowMs - windowMs);
    const values = recent.reduce((sum, answer) => sum + answer.values, 0);
    return values > (valuesPerSecond * windowMs) / 1000;
  }
}
