/** One thing wrong with what was given to a command. */
export interface Problem {
  /** Where it stands: `config.json:page_size`, an environment variable's name, `catalog.json: streams[2].schema`. */
  readonly place: string;
  /** What was found there and what was wanted. */
  readonly message: string;
}

/** Settings, a catalog or a state cannot be used. A command ends with exit code 1. */
export class InvalidInputError extends Error {
  override readonly name = "InvalidInputError";
  /** Every problem found, not only the first. */
  readonly problems: readonly Problem[];

  /** @param attempt what could not be done, e.g. `Cannot use the settings`. */
  constructor(attempt: string, problems: readonly Problem[]) {
    const lines = problems.map(({ place, message }) => `  ${place}: ${message}`);
    super([`${attempt}:`, ...lines].join("\n"));
    this.problems = problems;
  }
}

/** The command line cannot be understood. A command prints it with a short usage and ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A command chose to stop with an exit code of its own, e.g. 3 for a token that is no longer valid. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
  readonly exitCode: number;
  /** What to do next; printed on its own line after the message. */
  readonly hint?: string;

  constructor(message: string, options: { exitCode: number; hint?: string; cause?: unknown }) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.exitCode = options.exitCode;
    if (options.hint !== undefined) this.hint = options.hint;
  }
}

/** A line of input is no Singer message. */
export class MalformedMessageError extends Error {
  override readonly name = "MalformedMessageError";
}
