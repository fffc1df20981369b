/** The target cannot use a line of the input. */
export class InputError extends Error {
  override readonly name = "InputError";
  /** What to do next. */
  readonly hint: string | undefined;

  constructor(message: string, options: { hint?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.hint = options.hint;
  }
}

/** The failure of a line, with the number of the line and the stream. */
export function onLine(line: number, stream: string | undefined, error: unknown): InputError {
  const about = stream === undefined ? "" : ` (stream ${JSON.stringify(stream)})`;
  const found = error instanceof Error ? error.message : String(error);
  return new InputError(`Cannot use line ${line} of the input${about}: ${found}`, {
    cause: error,
    hint: error instanceof InputError ? error.hint : undefined,
  });
}
