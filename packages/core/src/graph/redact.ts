const secretParameters =
  /(access_token|input_token|fb_exchange_token|long_lived_token|appsecret_proof|client_secret|app_secret)(=|%3D|"\s*:\s*")((?:(?!%26)[^&\s"'\\<>])+)/gi;
/** The code of a login, in an address. Error codes are called alike, and are short. */
const loginCode = /([?&]code=)[\w%.~+-]{20,}/g;
const bearer = /\b(Bearer|OAuth)\s+(?!")[\w|.~+/=-]{8,}/g;
const tokenShapes = /\b(?:EAA|IGQ|IGAA)[\w-]{10,}/g;

const mark = "[redacted]";

/**
 * Makes a function that removes the given secrets from a text, and everything that looks like a token, a proof or a
 * secret in a URL, a header or a JSON body. Its time grows in proportion to the text, for each of the given secrets.
 */
export function createRedactor(secrets: readonly (string | undefined)[]): (text: string) => string {
  const known = new Set<string>();
  for (const secret of secrets) {
    if (!secret) continue;
    known.add(secret);
    known.add(encodeURIComponent(secret));
  }
  const longestFirst = [...known].toSorted((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of longestFirst) clean = clean.replaceAll(secret, mark);
    return redactTokenShapes(clean);
  };
}

/**
 * Removes everything that looks like a secret from a text.
 *
 * @example
 * ```ts
 * import { redactTokenShapes } from "@tap-instagram/core";
 *
 * redactTokenShapes("GET /me?access_token=EAAGm0PX4ZCps"); // "GET /me?access_token=[redacted]"
 * ```
 */
export function redactTokenShapes(text: string): string {
  return text
    .replaceAll(secretParameters, (_, name: string, separator: string) => `${name}${separator}${mark}`)
    .replaceAll(loginCode, (_, name: string) => `${name}${mark}`)
    .replaceAll(bearer, (_, scheme: string) => `${scheme} ${mark}`)
    .replaceAll(tokenShapes, mark);
}
