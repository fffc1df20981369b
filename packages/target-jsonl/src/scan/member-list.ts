import { skipString, skipToFirstKey, skipToNextKey, skipToValue, skipValue } from "./skip-value.ts";

/** Numbers kept for each member: where its key and its value start and end. */
const stride = 4;

/** The places of the members of one JSON object in the bytes. One list serves for all records. */
export class MemberList {
  #places: Int32Array = new Int32Array(64 * stride);
  /** Number of members. A key that comes twice counts twice. */
  count = 0;

  /**
   * Walks over an object and keeps the places of its members.
   *
   * @returns the place after the closing brace.
   * @throws JsonSyntaxError
   */
  scan(bytes: Uint8Array, start: number): number {
    this.count = 0;
    let key = skipToFirstKey(bytes, start);
    while (key >= 0) {
      const keyEnd = skipString(bytes, key);
      const value = skipToValue(bytes, keyEnd);
      const valueEnd = skipValue(bytes, value, 2);
      this.#add(key + 1, keyEnd - 1, value, valueEnd);
      key = skipToNextKey(bytes, valueEnd);
    }
    return -1 - key;
  }

  /** Place of the first byte of a member's key, after the quote. */
  keyStart(index: number): number {
    return this.#places[index * stride] ?? -1;
  }

  /** Place of the quote that ends a member's key. */
  keyEnd(index: number): number {
    return this.#places[index * stride + 1] ?? -1;
  }

  /** Place of the first byte of a member's value. */
  valueStart(index: number): number {
    return this.#places[index * stride + 2] ?? -1;
  }

  /** Place after the last byte of a member's value. */
  valueEnd(index: number): number {
    return this.#places[index * stride + 3] ?? -1;
  }

  /** The index of the last member with this key, the one that JSON.parse uses, or -1. */
  find(bytes: Uint8Array, name: KeyName): number {
    for (let index = this.count - 1; index >= 0; index -= 1) {
      if (name.equals(bytes, this.keyStart(index), this.keyEnd(index))) return index;
    }
    return -1;
  }

  #add(keyStart: number, keyEnd: number, valueStart: number, valueEnd: number): void {
    const at = this.count * stride;
    if (at === this.#places.length) {
      const larger = new Int32Array(at * 2);
      larger.set(this.#places);
      this.#places = larger;
    }
    this.#places[at] = keyStart;
    this.#places[at + 1] = keyEnd;
    this.#places[at + 2] = valueStart;
    this.#places[at + 3] = valueEnd;
    this.count += 1;
  }
}

/** A key to search for. Compares bytes, and decodes keys with escapes first. */
export class KeyName {
  readonly text: string;
  readonly #bytes: Uint8Array;

  constructor(text: string) {
    this.text = text;
    this.#bytes = new TextEncoder().encode(text);
  }

  /** Whether the bytes between the quotes spell this key. */
  equals(bytes: Uint8Array, start: number, end: number): boolean {
    const wanted = this.#bytes;
    const length = end - start;
    // A spelling with escapes is never shorter than the key.
    if (length < wanted.length) return false;
    if (length > wanted.length)
      return hasEscape(bytes, start, end) && decodeString(bytes, start, end) === this.text;
    for (let index = 0; index < length; index += 1) {
      if (bytes[start + index] !== wanted[index]) return false;
    }
    return true;
  }
}

/** The text of a JSON string, from the places after its opening quote and of its closing quote. */
export function decodeString(bytes: Uint8Array, start: number, end: number): string {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(start, end));
  return text.includes("\\") ? unescape(text) : text;
}

function unescape(text: string): string {
  return String(JSON.parse(`"${text}"`));
}

function hasEscape(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    if (bytes[at] === 0x5c) return true;
  }
  return false;
}
