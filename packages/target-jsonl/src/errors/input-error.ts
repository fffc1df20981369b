/** A line of the input cannot be used. */
export class InputError extends Error {
  override readonly name = "InputError";
  /** What to do about it. */
  readonly hint: string | undefined;

  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.hint = options.hint;
  }
}

/** Wraps whatever a line failed with, naming the line and the stream. Failures of the disk pass as they are. */
export function onLine(line: number, stream: string | undefined, error: unknown): InputError {
  const about = stream === undefined ? "" : ` (stream ${JSON.stringify(stream)})`;
  const found = error instanceof Error ? error.message : String(error);
  return new InputError(`Cannot use line ${line} of the input${about}: ${found}`, {
    cause: error,
    ...(error instanceof InputError && error.hint !== undefined ? { hint: error.hint } : {}),
  });
}
