/** The signals that ask a command to stop. */
export const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** One of the signals that ask a command to stop. */
export type StopSignal = (typeof stopSignals)[number];

/** Something a command writes to. */
export interface HostOutput {
  /**
   * Resolves when the text is written and the reader has room for more. Rejects with code `EPIPE` when the reader is
   * gone.
   */
  write(text: string): Promise<void>;
  /** True for a terminal. */
  readonly isTTY: boolean;
  /** Characters in a line of the terminal. */
  readonly columns?: number | undefined;
}

/** What a command reads. */
export interface HostInput extends AsyncIterable<Uint8Array> {
  /** Closes the input, which would otherwise keep the process alive. */
  destroy(): void;
  /** True for a terminal. */
  readonly isTTY?: boolean | undefined;
  /** Of a terminal: keys come one by one and are not shown. */
  setRawMode?(isRaw: boolean): unknown;
}

/** The process that a command runs in. {@link nodeHost} makes one, and `createMemoryHost` one for tests. */
export interface CommandHost {
  /** The arguments after the command's name. */
  readonly argv: readonly string[];
  readonly env: { readonly [name: string]: string | undefined };
  readonly pid: number;
  cwd(): string;
  readonly stdin: HostInput;
  readonly stdout: HostOutput;
  readonly stderr: HostOutput;
  /** Calls the listener for each stop signal, until the returned function is called. */
  onSignal(listener: (signal: StopSignal) => void): () => void;
  /** Ends the process at once. Used for a second signal only. */
  exit(code: number): void;
  /** Milliseconds since 1970, for dates. */
  now(): number;
  /** Milliseconds of a clock that never steps, for durations: the clock of a machine may be set back by an hour. */
  elapsedMs(): number;
  /** Texts of FIFOs by their whole path, where they were read ahead: a FIFO gives its text once. */
  readonly fifos?: Map<string, () => string> | undefined;
  /** Sends `console.*` to stderr instead of stdout, until the returned function is called. */
  guardConsole?(): () => void;
}
