import { createHash } from "node:crypto";

/** Names that Windows reserves for devices, with any extension. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;
/** Leaves room within 255 bytes for a timestamp, a number, the extension and the mark of an unfinished file. */
const maxNameBytes = 180;

/**
 * A file or folder name that every file system accepts, different for every text. Characters that a name may not
 * have become `%` and two hexadecimal digits, as in a URL. Letters and digits of any script, space, `-`, `_`, `.`
 * and most punctuation stay, so ordinary streams keep their names.
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
 * The suffix for a stream whose file would be the file of another stream on a file system that ignores case: a
 * tilde, which encoded names never have, and the start of a hash of the stream's name.
 */
export function distinction(text: string): string {
  return `~${createHash("sha256").update(Buffer.from(text, "utf16le")).digest("hex").slice(0, 16)}`;
}

/** Names with equal folds can be the same file: macOS and Windows ignore case and Unicode composition. */
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
