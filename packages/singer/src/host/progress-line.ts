import type { CommandHost, HostOutput } from "./host.ts";

const intervalMs = 100;

/** What a progress line shows, e.g. `{ accounts: "3/40", records: 1200 }`. */
export type Progress = { readonly [label: string]: string | number };

/** Lines at the end of a terminal that change in place. Without a terminal it writes nothing. */
export class ProgressLine {
  /** Whether stderr is a terminal that can move its cursor. */
  readonly isUsable: boolean;
  #stderr: HostOutput;
  #now: () => number;
  #shown: readonly string[] = [];
  #shownAtMs = -Infinity;

  constructor({ stderr, env, elapsedMs }: Pick<CommandHost, "stderr" | "env" | "elapsedMs">) {
    this.isUsable = stderr.isTTY && env.TERM !== "dumb" && env.TERM !== "";
    this.#stderr = stderr;
    this.#now = elapsedMs;
  }

  /** Shows the figures, at most ten times a second. */
  show(progress: Progress): void {
    if (this.#now() - this.#shownAtMs < intervalMs) return;
    this.#shownAtMs = this.#now();
    const parts = Object.entries(progress).map(([label, value]) => `${label} ${value}`);
    this.showLines([parts.join(" · ")]);
  }

  /** Shows lines in place of those that are there. Each has to be shorter than the terminal is wide. */
  showLines(lines: readonly string[]): void {
    if (!this.isUsable) return;
    this.#write(`${this.#erasing}${lines.join("\n")}`);
    this.#shown = lines;
  }

  /** Writes a line above. */
  writeAbove(line: string): void {
    const below = this.#shown.join("\n");
    this.#write(`${this.#erasing}${line}\n${below}`);
  }

  /** Removes the lines. */
  clear(): void {
    if (this.#shown.length === 0) return;
    this.#write(this.#erasing);
    this.#shown = [];
  }

  /** Moves to the first of the lines, and removes everything from there on. */
  get #erasing(): string {
    if (this.#shown.length === 0) return "";
    const up = this.#shown.length - 1;
    return `\r${up === 0 ? "" : `\u001B[${up}A`}\u001B[0J`;
  }

  /** A closed stderr must not stop the work. */
  #write(text: string): void {
    this.#stderr.write(text).catch(() => undefined);
  }
}
