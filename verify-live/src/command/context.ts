import type { Clock, Fetch } from "@tap-instagram/core";

/** Files, by path. */
export interface Files {
  /** undefined if there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** Makes the folder where it is missing. */
  write(path: string, text: string): Promise<void>;
}

/** What the command takes from the process. */
export interface CliContext {
  readonly args: readonly string[];
  readonly environment: { readonly [name: string]: string | undefined };
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly files: Files;
  /** Whether a person can answer. */
  readonly isInteractive: boolean;
  out: (text: string) => void;
  err: (text: string) => void;
  /** A line of the person's; empty at the end of the input. */
  ask(question: string): Promise<string>;
}

export const exitCodes = { agrees: 0, differs: 1, usage: 2, token: 3 } as const;
