import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether the header `X-Hub-Signature-256` of a body was made with the app's secret. */
export function isSignedBy(secret: string, body: Uint8Array, header: string | undefined): boolean {
  const wanted = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  return header !== undefined && isSame(header, wanted);
}

/** Compares secrets in a time that does not tell where they differ. */
export function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
