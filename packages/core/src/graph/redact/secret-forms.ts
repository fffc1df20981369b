import { skeletonsOf } from "./skeleton.ts";

/** Shorter secrets are not looked for: they would hide ordinary words. */
const shortest = 6;
/** Shorter ones are hidden only as whole words. */
const shortestInsideWords = 8;
/** As long, or with both letters and digits, a secret is not an ordinary word: it is found in any form. */
const shortestPhrase = 12;
/** This many letters and digits in a row give a secret away, also where the rest of it is cut off. */
const fragmentLength = 12;

/** No token is as long. Of what is longer, the beginning and the end are looked for in all forms: each form takes time. */
const longest = 4096;

/** How a secret may show in a text. */
export interface SecretForms {
  /** As they are. */
  readonly exact: readonly string[];
  /** As they are, and between characters of no word. */
  readonly words: readonly string[];
  /** In upper or lower case. Here they are in lower case. */
  readonly anyCase: readonly string[];
  /** Runs of letters and digits, in either case, whatever else is between them. */
  readonly fragments: readonly string[];
}

const none: SecretForms = { exact: [], words: [], anyCase: [], fragments: [] };

/** The forms of a secret: as it is, escaped for URLs and JSON, in base64 and in hexadecimal. */
export function formsOf(secret: string): SecretForms {
  if (secret.length < shortest) return none;
  if (secret.length > longest) return formsOfEnds(secret);
  const bytes = new TextEncoder().encode(secret);
  // Without halves of characters, which cannot be escaped for a URL.
  const whole = new TextDecoder().decode(bytes);
  const written = writtenForms(secret, whole);
  const codes = [hexOf(bytes), ...base64sOf(bytes)];
  const encoded = codes.flatMap((code) => fragmentsOf(code, () => true));
  if (!isTelling(secret)) {
    const isWord = secret.length < shortestInsideWords;
    return {
      ...none,
      exact: isWord ? codes : [...written, ...codes],
      words: isWord ? written : [],
      fragments: encoded,
    };
  }
  const plain = written
    .flatMap((form) => skeletonsOf(form))
    .flatMap(({ text }) => fragmentsOf(text, (fragment) => !isMostlyNumber(fragment)));
  return { ...none, exact: codes, anyCase: written.map(lowerCased), fragments: [...plain, ...encoded] };
}

function formsOfEnds(secret: string): SecretForms {
  const ends = [secret.slice(0, longest), secret.slice(-longest)].map((end) => formsOf(end));
  return {
    exact: [secret, ...ends.flatMap(({ exact }) => exact)],
    words: [],
    anyCase: ends.flatMap(({ anyCase }) => anyCase),
    fragments: ends.flatMap(({ fragments }) => fragments),
  };
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function writtenForms(secret: string, whole: string): string[] {
  const inUrl = encodeURIComponent(whole);
  const inForm = new URLSearchParams({ a: whole }).toString().slice(2);
  const forms = [secret, inJson(secret), inJson(inJson(secret)), inUrl, encodeURIComponent(inUrl), inForm];
  // Most tokens are of letters and digits, which are written alike everywhere.
  return [...new Set(forms)];
}

/** ASCII letters only: the length stays the same. */
export function lowerCased(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function isTelling(secret: string): boolean {
  return (
    secret.length >= shortestPhrase ||
    (/[a-z]/i.test(secret) && /\d/.test(secret) && secret.length >= shortestInsideWords)
  );
}

function fragmentsOf(form: string, isTellingFragment: (fragment: string) => boolean): string[] {
  const text = form.toLowerCase().replaceAll(/[^a-z0-9]+/g, "");
  if (text.length < shortestInsideWords) return [];
  if (text.length <= fragmentLength) return isTellingFragment(text) ? [text] : [];
  return Array.from({ length: text.length - fragmentLength + 1 }, (_, index) =>
    text.slice(index, index + fragmentLength),
  ).filter(isTellingFragment);
}

/** The token of an app begins with the id of the app, and others may hold ids, which are not secret. */
function isMostlyNumber(fragment: string): boolean {
  return /^\d{8}|\d{8}$/.test(fragment);
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** As base64 by itself, and inside of a longer text, where it begins with the first, second or third byte of three. */
function base64sOf(bytes: Uint8Array): string[] {
  return [0, 1, 2].flatMap((before) => {
    const shifted = new Uint8Array(before + bytes.length);
    shifted.set(bytes, before);
    const code = btoa(Array.from(shifted, (byte) => String.fromCharCode(byte)).join("")).replace(/=+$/, "");
    // The first character may hold bits of what is before the secret, and the last one bits of what follows it.
    const first = Math.ceil((before * 8) / 6);
    return shifted.length % 3 === 0 ? [code.slice(first)] : [code.slice(first), code.slice(first, -1)];
  });
}
