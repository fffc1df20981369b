import * as v from "valibot";

type TextCheck = v.GenericSchema<string, string>;

/** Loopback, which no other machine can listen to: tests and the simulator. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The base of an API, never with a password in the address: addresses are logged. */
export const apiUrl: TextCheck = v.pipe(
  v.string(),
  v.check((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), "an http or https URL"),
  v.check((text) => !hasUserInfo(text), "a URL without user and password"),
  v.check((text) => !/[?#\s]/.test(text), "a URL without a query"),
);

function hasUserInfo(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username !== "" || password !== "";
}

/** Whether a token may go there without being asked twice. */
export function isEncrypted(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || loopback.test(hostname);
}

export const apiVersion: TextCheck = v.pipe(v.string(), v.regex(/^v\d+\.\d+$/, "a version such as v25.0"));

/** A value that goes into a header. With a space too many, the error of the API would not name the reason. */
export const credential: TextCheck = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[\x21-\x7e]+$/, "ASCII letters, digits and punctuation, without spaces"),
  v.maxLength(4096, "at most 4,096 characters: tokens have some 200"),
);

/** What a header can carry. */
export const headerText: TextCheck = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[\x20-\x7e]+$/, "ASCII letters, digits and punctuation"),
);
