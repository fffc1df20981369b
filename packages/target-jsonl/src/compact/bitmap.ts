/** One bit per row: a billion rows need 125 MB. */
export class Bitmap {
  #bytes: Uint8Array = new Uint8Array(1024);
  /** How many bits are set. */
  count = 0;

  set(index: number): void {
    const byte = Math.floor(index / 8);
    if (byte >= this.#bytes.length) {
      const larger = new Uint8Array(Math.max(byte + 1, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    const before = this.#bytes[byte] ?? 0;
    const after = before | (1 << (index % 8));
    this.#bytes[byte] = after;
    if (after !== before) this.count += 1;
  }

  has(index: number): boolean {
    return ((this.#bytes[Math.floor(index / 8)] ?? 0) & (1 << (index % 8))) !== 0;
  }
}
