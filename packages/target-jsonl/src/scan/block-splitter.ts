const newlineByte = 0x0a;
/** Longer lines are no Singer: Meltano passes on 50 MiB at most. */
const maxLineBytes: number = 512 * 1024 * 1024;

/** A line never ended. */
export class LineTooLongError extends Error {
  override readonly name = "LineTooLongError";
}

/**
 * Turns chunks that may end anywhere into blocks of whole lines. Every block ends in a newline. A line that spans many chunks is copied once.
 */
export class BlockSplitter {
  #tail: Uint8Array[] = [];
  #tailBytes = 0;

  /**
   * @returns the lines completed by this chunk, or nothing when there are none.
   * @throws LineTooLongError after 512 MiB without a newline.
   */
  push(chunk: Uint8Array): Uint8Array | undefined {
    const end = chunk.lastIndexOf(newlineByte) + 1;
    const block = end === 0 ? undefined : this.#join(chunk.subarray(0, end));
    // A copy, since a source may use the memory of its chunk again (and the slice of a Buffer is none).
    if (end < chunk.length) this.#keep(new Uint8Array(chunk.subarray(end)));
    return block;
  }

  /** The last line when no newline ended it, with the newline it lacks. */
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
