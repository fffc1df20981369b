import type { CommandHost } from "./host.ts";
import { isClosedError } from "./output-sink.ts";
import { writeFailure } from "./write-failure.ts";

/**
 * Writes text to stdout, with a newline at its end, and waits until it is written.
 *
 * @returns false when the reader is gone.
 * @throws CommandError when it cannot be written for another reason.
 */
export async function print({ stdout }: Pick<CommandHost, "stdout">, text: string): Promise<boolean> {
  try {
    await stdout.write(text.endsWith("\n") ? text : `${text}\n`);
    return true;
  } catch (error) {
    if (!isClosedError(error)) throw writeFailure(error);
    return false;
  }
}
