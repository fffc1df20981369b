import type { CommandHost } from "./host.ts";
import { isClosedError } from "./output-sink.ts";

/**
 * Writes text to stdout, with a newline at its end, and waits until it is written.
 *
 * @returns false when the reader is gone.
 */
export async function print({ stdout }: Pick<CommandHost, "stdout">, text: string): Promise<boolean> {
  try {
    await stdout.write(text.endsWith("\n") ? text : `${text}\n`);
    return true;
  } catch (error) {
    if (!isClosedError(error)) throw error;
    return false;
  }
}
