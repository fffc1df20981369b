import type { HostOutput } from "./host.ts";

const intervalMs = 100;
const clearLine = "\r\u001B[2K";

/** What a progress line shows, e.g. `{ accounts: "3/40", records: 1200 }`. */
export type Progress = { readonly [label: string]: string | number };

/** A line that a person sees changing; without a terminal it writes nothing. */
export class ProgressLine {
  #stderr: HostOutput;
  #now: () => number;
  #isShown = false;
  #shownAtMs = -Infinity;

  constructor(stderr: HostOutput, now: () => number) {
    this.#stderr = stderr;
    this.#now = now;
  }

  /** Shows the newest figures, ten times a second at most. */
  show(progress: Progress): void {
    if (!this.#stderr.isTTY || this.#now() - this.#shownAtMs < intervalMs) return;
    this.#shownAtMs = this.#now();
    this.#isShown = true;
    const parts = Object.entries(progress).map(([label, value]) => `${label} ${value}`);
    this.#write(`${clearLine}${parts.join(" · ")}`);
  }

  /** Makes room for a log line. */
  clear(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#write(clearLine);
  }

  #write(text: string): void {
    this.#stderr.write(text).catch(() => undefined);
  }
}
