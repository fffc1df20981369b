import { createHmac } from "node:crypto";
import type { JsonValue } from "../json/json.ts";

/** Turns a text or number into a name that says nothing of it without the key. Null stays null. */
export type KeyedHash = (value: JsonValue) => string | null;

/**
 * HMAC-SHA-256 in hexadecimal digits, of the value as UTF-8 text. The same value has the same hash in every column and run,
 * so joins and counts still work. Without the key, trying all user names tells nothing.
 */
export function keyedHash(key: string): KeyedHash {
  return (value) =>
    typeof value === "string" || typeof value === "number"
      ? createHmac("sha256", key).update(String(value), "utf8").digest("hex")
      : null;
}
