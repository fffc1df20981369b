/** The body is longer than allowed. */
export class BodyTooLongError extends Error {}

/**
 * Reads a body as text, and counts its decompressed bytes as they come. An endless body, or a small one that unpacks to
 * a large one, cannot fill the memory. It closes the connection when it stops early.
 *
 * @throws BodyTooLongError after `maxBytes`; the signal's reason when it aborts; what the connection throws.
 */
export async function readText(response: Response, maxBytes: number, signal: AbortSignal): Promise<string> {
  if (!response.body) return "";
  const reader = response.body.getReader();
  const close = () => {
    // The runtime may have closed it already.
    reader.cancel(signal.reason).catch(() => undefined);
  };
  signal.addEventListener("abort", close, { once: true });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      if (bytes > maxBytes)
        throw new BodyTooLongError(`The answer is longer than the ${mebibytes(maxBytes)} MiB allowed`);
      chunks.push(value);
    }
    signal.throwIfAborted();
    return textOf(chunks, bytes);
  } catch (error) {
    close();
    throw error;
  } finally {
    signal.removeEventListener("abort", close);
  }
}

/** Decoded at the end and at once: text in pieces takes four times as long, and is copied once more. */
function textOf(chunks: readonly Uint8Array[], bytes: number): string {
  const [first] = chunks;
  if (first === undefined) return "";
  if (chunks.length === 1) return new TextDecoder().decode(first);
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return new TextDecoder().decode(whole);
}

function mebibytes(bytes: number): number {
  return Math.round((bytes / 2 ** 20) * 10) / 10;
}
