const stateBytes = 16;

/** Fills bytes with randomness, as `crypto.getRandomValues` does. */
export type RandomBytes = (bytes: Uint8Array<ArrayBuffer>) => unknown;

/**
 * A new state for a login: 128 random bits in hexadecimal. Another page that does not know it cannot end the login with
 * a code of its own.
 *
 * @example
 * ```ts
 * import { newLoginState } from "@tap-instagram/core/login";
 *
 * const state = newLoginState(); // "9f86d081884c7d659a2feaa0c55ad015"
 * ```
 */
export function newLoginState(fill: RandomBytes = (bytes) => crypto.getRandomValues(bytes)): string {
  const bytes = new Uint8Array(stateBytes);
  fill(bytes);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Compares two texts. The time depends on their lengths alone: a state cannot be guessed letter by letter.
 *
 * @example
 * ```ts
 * import { isSameState } from "@tap-instagram/core/login";
 *
 * isSameState("9f86d081", "9f86d081"); // true
 * ```
 */
export function isSameState(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < one.length; index += 1) {
    difference |= one.charCodeAt(index) ^ other.charCodeAt(index % Math.max(1, other.length));
  }
  return difference === 0;
}
