import { cleanText } from "../json/clean-text.ts";

const hidden = "[redacted]";
/** Shorter values would hide ordinary words. */
const minSecretLength = 6;

/**
 * A function that hides secrets in text, also where they are URL- or JSON-encoded.
 *
 * @example
 * ```ts
 * import { createRedactor } from "@tap-instagram/singer";
 *
 * const redact = createRedactor(["s3cret/key"]);
 * redact("GET /posts?api_key=s3cret%2Fkey"); // "GET /posts?api_key=[redacted]"
 * ```
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.flatMap((secret) =>
    secret.length < minSecretLength
      ? []
      : [secret, encodeURIComponent(cleanText(secret)), JSON.stringify(secret).slice(1, -1)],
  );
  // Longest first, so that a secret inside another leaves no rest of it.
  const ordered = [...new Set(forms)].toSorted((a, b) => b.length - a.length);
  return (text) => ordered.reduce((redacted, form) => redacted.replaceAll(form, hidden), text);
}
