/** What is known of the metrics of an account, from one window of days to the next. */
export class KnownFigures {
  readonly #alive = new Set<string>();
  /** Answers in a row without a number of a metric that never had one. */
  readonly #absences = new Map<string, number>();

  /** A number came. */
  came(metric: string): void {
    this.#alive.add(metric);
    this.#absences.delete(metric);
  }

  /** A request for it was answered; if a number came, that was told before. */
  answered(metric: string): void {
    if (!this.#alive.has(metric)) this.#absences.set(metric, (this.#absences.get(metric) ?? 0) + 1);
  }

  /** `undefined` for a metric that has numbers. */
  absencesOf(metric: string): number | undefined {
    return this.#alive.has(metric) ? undefined : (this.#absences.get(metric) ?? 0);
  }
}
