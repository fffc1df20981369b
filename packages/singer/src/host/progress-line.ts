import type { HostOutput } from "./host.ts";

const intervalMs = 100;
const clearLine = "\r\u001B[2K";

/** What a progress line shows, e.g. `{ accounts: "3/40", records: 1200 }`. */
export type Progress = { readonly [label: string]: string | number };

/** A line on a terminal that changes in place. Without a terminal it writes nothing. */
export class ProgressLine {
  #stderr: HostOutput;
  #now: () => number;
  #isShown = false;
  #shownAtMs = -Infinity;

  constructor(stderr: HostOutput, now: () => number) {
    this.#stderr = stderr;
    this.#now = now;
  }

  /** Shows the figures, at most ten times a second. */
  show(progress: Progress): void {
    if (!this.#stderr.isTTY || this.#now() - this.#shownAtMs < intervalMs) return;
    this.#shownAtMs = this.#now();
    this.#isShown = true;
    const parts = Object.entries(progress).map(([label, value]) => `${label} ${value}`);
    this.#write(`${clearLine}${parts.join(" · ")}`);
  }

  /** Removes the line, before a log line is written. */
  clear(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#write(clearLine);
  }

  #write(text: string): void {
    this.#stderr.write(text).catch(() => undefined);
  }
}
