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
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      if (bytes > maxBytes)
        throw new BodyTooLongError(`The answer is longer than the ${mebibytes(maxBytes)} MiB allowed`);
      parts.push(decoder.decode(value, { stream: true }));
    }
    signal.throwIfAborted();
    parts.push(decoder.decode());
    return parts.join("");
  } catch (error) {
    close();
    throw error;
  } finally {
    signal.removeEventListener("abort", close);
  }
}

function mebibytes(bytes: number): number {
  return Math.round((bytes / 2 ** 20) * 10) / 10;
}
