import type { StopReason } from "../host/stop-control.ts";
import type { LogListener } from "../logs/listening-logger.ts";
import type { Logger } from "../logs/logger.ts";

/** What a run writes beside its messages, as the command line names it. */
export interface RunFiles {
  /** The value of `--summary`. */
  readonly summary?: string | undefined;
  /** The values of `--report`. */
  readonly reports: readonly string[];
  /** The value of `--metrics-file`. */
  readonly metrics?: string | undefined;
}

/** A file that a run reads, as the command line names it. */
export interface RunInput {
  /** The flag that names it: `--config`. */
  readonly flag: string;
  /** Absolute. */
  readonly path: string;
}

/** A terminal with lines at its end that change in place. */
export interface LiveTerminal {
  /** Characters in a line, now: a person may change it. */
  readonly columns: number;
  /** Whether colours are welcome: not with NO_COLOR. */
  readonly isColoured: boolean;
  /** Shows lines in place of those that are there. Each has to be shorter than the terminal is wide. */
  showLines(lines: readonly string[]): void;
  /** Removes them. */
  clear(): void;
}

/** A run that begins: nothing is read yet, not even its settings. */
export interface RunStart {
  /** Absolute paths. */
  readonly files: RunFiles;
  /** Settings, catalog and state: what is written must not take their place. */
  readonly inputs: readonly RunInput[];
  readonly env: { readonly [name: string]: string | undefined };
  readonly logger: Logger;
  /** Whether the lines of the log are JSON. */
  readonly isStructured: boolean;
  /** Writes lines to stderr as they are, but for secrets. Nothing where the log is JSON, or leaves out INFO. */
  readonly show: (lines: readonly string[]) => void;
  /** The width of the terminal that stderr is; `undefined` where it is none. */
  readonly columns?: number | undefined;
  /** The terminal, where a person watches and nothing else is written there; `undefined` otherwise. */
  readonly terminal?: LiveTerminal | undefined;
  /** A text without the secrets that are known so far. */
  readonly redact: (text: string) => string;
  /** Hides these texts in all later log lines. */
  readonly hide: (secrets: readonly string[]) => void;
  /** Milliseconds since 1970, from the host. */
  readonly now: () => number;
  /** Milliseconds of a clock that never steps. */
  readonly elapsedMs: () => number;
}

/** How a run ended. */
export interface RunEnd {
  readonly exitCode: number;
  /** Why it was stopped; `undefined` where it came to its own end. */
  readonly stopped?: StopReason | undefined;
  /** What ended it, where it failed as a whole. */
  readonly failure?: Error | undefined;
}

/** Accompanies a run from its first moment to its end, whatever that is, and writes what tells of it. */
export interface RunWatch {
  /** Told of each log line, whatever its level, and of each metric. */
  readonly onLog?: LogListener | undefined;
  /**
   * The run is over; its last STATE is written.
   *
   * @throws InvalidInputError when something cannot be written. A run that went well then ends with exit code 1.
   */
  ended(end: RunEnd): Promise<void>;
}
