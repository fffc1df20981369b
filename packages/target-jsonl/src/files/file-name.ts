import { createHash } from "node:crypto";

/** Names Windows keeps for devices, with any extension. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;
/** Room for a timestamp, a part number, the extension and the mark of an unfinished file within 255 bytes. */
const maxNameBytes = 180;

/**
 * A name for a file or folder that every file system takes, and that no other text shares: what a name may not
 * hold is written as `%` and two hexadecimal digits, as in a URL. Letters and digits of any script, space,
 * `-`, `_`, `.`, and most punctuation stay, so an everyday stream keeps its name.
 */
export function safeFileName(text: string): string {
  const characters = Array.from(text);
  const encoded = characters
    .map((character, index) =>
      isPlain(character, index === 0 || index === characters.length - 1)
        ? character
        : percentEncode(character),
    )
    .join("");
  const name = device.test(encoded) ? percentEncode(encoded.charAt(0)) + encoded.slice(1) : encoded;
  return Buffer.byteLength(name) <= maxNameBytes
    ? name
    : `${cut(name, maxNameBytes - 17)}${distinction(text)}`;
}

/**
 * What is added to the name of a stream whose file would be another stream's on a file system that ignores case:
 * a tilde, which no encoded name holds, and the start of a hash of the stream's name.
 */
export function distinction(text: string): string {
  return `~${createHash("sha256").update(Buffer.from(text, "utf16le")).digest("hex").slice(0, 16)}`;
}

/** Two names with equal folds may be one file: on macOS and Windows, case and composition do not tell names apart. */
export function foldFileName(name: string): string {
  return name.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
}

function isPlain(character: string, atEdge: boolean): boolean {
  if (character === "." || character === " ") return !atEdge;
  return /^[\p{L}\p{M}\p{N}!#$&'()+,;=@[\]^_`{}-]$/u.test(character);
}

function percentEncode(character: string): string {
  // A lone surrogate has no UTF-8.
  if (/\p{Surrogate}/u.test(character)) return `%u${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return Array.from(
    Buffer.from(character),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");
}

/** Cut between characters, and never inside an escape. */
function cut(name: string, maxBytes: number): string {
  let bytes = 0;
  let kept = "";
  for (const [piece] of name.matchAll(/%(?:u[\dA-F]{4}|[\dA-F]{2})|./gsu)) {
    bytes += Buffer.byteLength(piece);
    if (bytes > maxBytes) break;
    kept += piece;
  }
  return kept;
}
