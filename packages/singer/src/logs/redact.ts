import { cleanText } from "../json/clean-text.ts";

const hidden = "[redacted]";
/** Shorter values would hide ordinary words. */
const minSecretLength = 6;

/**
 * A function that hides secrets in text, also where they are URL- or JSON-encoded.
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
