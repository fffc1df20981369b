import { newlineByte } from "../scan/bytes.ts";

const firstBytes = 16 * 1024;

/** Rows that wait in memory, each with its newline. One write then takes many rows. */
export class RowBuffer {
  #bytes: Buffer = Buffer.alloc(0);
  /** Bytes of all rows. */
  length = 0;

  /** Adds the bytes of a row and a newline. */
  add(source: Buffer, start: number, end: number): void {
    const needed = this.length + (end - start) + 1;
    if (needed > this.#bytes.length) this.#grow(needed);
    source.copy(this.#bytes, this.length, start, end);
    this.#bytes[needed - 1] = newlineByte;
    this.length = needed;
  }

  /** All rows; valid until the next row is added. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  /** Drops the rows; with `release`, the memory too. */
  clear(release: boolean): void {
    this.length = 0;
    if (release) this.#bytes = Buffer.alloc(0);
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(firstBytes, needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.length);
    this.#bytes = larger;
  }
}
