import { newlineByte } from "./bytes.ts";

/** Meltano passes on lines of 50 MiB at most. */
const maxLineBytes: number = 512 * 1024 * 1024;

/** A line is too long. */
export class LineTooLongError extends Error {
  override readonly name = "LineTooLongError";
}

/**
 * Turns chunks into blocks of complete lines. Chunks can end anywhere; every block ends with a newline. A line that
 * spans many chunks is copied once.
 */
export class BlockSplitter {
  #tail: Uint8Array[] = [];
  #tailBytes = 0;

  /**
   * @returns the lines that this chunk completes; undefined without any.
   * @throws LineTooLongError after 512 MiB without a newline.
   */
  push(chunk: Uint8Array): Uint8Array | undefined {
    const end = chunk.lastIndexOf(newlineByte) + 1;
    const block = end === 0 ? undefined : this.#join(chunk.subarray(0, end));
    // A copy: a source can use the memory of its chunk again, and `slice` of a Buffer does not copy.
    if (end < chunk.length) this.#keep(new Uint8Array(chunk.subarray(end)));
    return block;
  }

  /** The last line, with a newline added, when the input did not end with one. */
  end(): Uint8Array | undefined {
    return this.#tailBytes === 0 ? undefined : this.#join(Uint8Array.of(newlineByte));
  }

  #keep(tail: Uint8Array): void {
    this.#tail.push(tail);
    this.#tailBytes += tail.length;
    if (this.#tailBytes > maxLineBytes) {
      throw new LineTooLongError(
        `found ${maxLineBytes / 1024 / 1024} MiB without a newline, wanted one message per line`,
      );
    }
  }

  #join(rest: Uint8Array): Uint8Array {
    if (this.#tailBytes === 0) return rest;
    const block = new Uint8Array(this.#tailBytes + rest.length);
    let at = 0;
    for (const part of this.#tail) {
      block.set(part, at);
      at += part.length;
    }
    block.set(rest, at);
    this.#tail = [];
    this.#tailBytes = 0;
    return block;
  }
}
