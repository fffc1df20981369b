import type { RunWatch } from "@tap-instagram/singer";
import type { Warning, WarningFacts } from "./run-facts.ts";

type LogEntry = Parameters<NonNullable<RunWatch["onLog"]>>[0];

/** So many different texts are kept: memory stays bounded. */
const mostWarnings = 200;

/** Keeps what the log warns of. */
export class Warnings {
  readonly #now: () => number;
  readonly #redact: (text: string) => string;
  readonly #byText = new Map<string, Warning>();
  readonly #lines = { warning: 0, error: 0, critical: 0 };
  #leftOut = 0;

  constructor(now: () => number, redact: (text: string) => string) {
    this.#now = now;
    this.#redact = redact;
  }

  take({ level, stream, message }: LogEntry): void {
    if (level !== "warning" && level !== "error" && level !== "critical") return;
    this.#lines[level] += 1;
    const text = this.#redact(typeof message === "string" ? message : message.join(" "));
    const key = JSON.stringify([level, stream, text]);
    const known = this.#byText.get(key);
    if (known) this.#byText.set(key, { ...known, times: known.times + 1 });
    else if (this.#byText.size < mostWarnings)
      this.#byText.set(key, { level, stream, text, atMs: this.#now(), times: 1 });
    else this.#leftOut += 1;
  }

  get facts(): WarningFacts {
    return { list: [...this.#byText.values()], lines: { ...this.#lines }, leftOut: this.#leftOut };
  }
}
