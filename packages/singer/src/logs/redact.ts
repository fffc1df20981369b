import { cleanText } from "../json/clean-text.ts";

const hidden = "[redacted]";
/** Shorter secrets would hide ordinary words. */
const minSecretLength = 6;

/**
 * Makes a function that hides secrets in text, also URL- or JSON-encoded ones.
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.flatMap((secret) =>
    secret.length < minSecretLength
      ? []
      : [secret, encodeURIComponent(cleanText(secret)), JSON.stringify(secret).slice(1, -1)],
  );
  // Longest first: a secret may contain another one.
  const ordered = [...new Set(forms)].toSorted((a, b) => b.length - a.length);
  return (text) => ordered.reduce((redacted, form) => redacted.replaceAll(form, hidden), text);
}
