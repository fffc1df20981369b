const secretParameters =
  /(access_token|input_token|fb_exchange_token|long_lived_token|appsecret_proof|client_secret|app_secret)(=|%3D|"\s*:\s*")((?:(?!%26)[^&\s"'\\<>])+)/gi;
/** The code of a login, in an address. Error codes are called alike, and are short. */
const loginCode = /([?&]code=)[\w%.~+-]{20,}/g;
const bearer = /\b(Bearer|OAuth)\s+(?!")[\w|.~+/=-]{8,}/g;
const tokenShapes = /\b(?:EAA|IGQ|IGAA)[\w-]{10,}/g;

/** What replaces a secret. */
export const mark = "[redacted]";

/** Removes everything that looks like a secret from a text: what a known parameter holds, and tokens of either host. */
export function redactTokenShapes(text: string): string {
  return text
    .replaceAll(secretParameters, (_, name: string, separator: string) => `${name}${separator}${mark}`)
    .replaceAll(loginCode, (_, name: string) => `${name}${mark}`)
    .replaceAll(bearer, (_, scheme: string) => `${scheme} ${mark}`)
    .replaceAll(tokenShapes, mark);
}
