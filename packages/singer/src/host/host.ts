/** The signals that ask a command to stop. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** Something a command writes to. */
export interface HostOutput {
  /**
   * Resolves when the text has left and the reader has room for more. Rejects with code `EPIPE` when nobody reads
   * any more.
   */
  write(text: string): Promise<void>;
  /** True when a person watches. */
  readonly isTTY: boolean;
}

/** What a command reads. */
export interface HostInput extends AsyncIterable<Uint8Array> {
  /** Lets go of the input, so that it does not keep the process alive. */
  destroy(): void;
}

/** All a command knows of the process it runs in; {@link nodeHost} makes one, tests make their own. */
export interface CommandHost {
  /** The arguments after the command's name. */
  readonly argv: readonly string[];
  readonly env: { readonly [name: string]: string | undefined };
  readonly pid: number;
  cwd(): string;
  readonly stdin: HostInput;
  readonly stdout: HostOutput;
  readonly stderr: HostOutput;
  /** Hears of stop signals until the returned function is called. */
  onSignal(listener: (signal: StopSignal) => void): () => void;
  /** Ends the process at once; used for a second signal only. */
  exit(code: number): void;
  /** Milliseconds since 1970. */
  now(): number;
  /** Sends `console.*` to stderr until the returned function is called, so that stdout stays clean. */
  guardConsole?(): () => void;
}
