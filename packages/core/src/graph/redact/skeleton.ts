/** The letters and digits of a text, in lower case, each with its place in the text. */
export interface Skeleton {
  readonly text: string;
  /** Where each of them begins in the text, and where it ends. An escape is several characters long. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * `%7C`, `%257C`, `\u007c`, `\x7c`, `&#124;`, `&#x7c;`, `\n`. A run of backslashes is one: texts are quoted several times.
 * The time is linear: no match begins inside of such a run.
 */
const escapes =
  /%(?:25)*([0-9a-f]{2})|(?<!\\)\\+(?:u([0-9a-f]{4})|x([0-9a-f]{2})|[bfnrtv])|&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi;

/** The skeleton of a text as it is, and the one that it has without its escapes, if it has any. */
export function skeletonsOf(text: string): readonly Skeleton[] {
  const plain = skeletonOf(text, []);
  const found = [...text.matchAll(escapes)];
  return found.length === 0 ? [plain] : [plain, skeletonOf(text, found)];
}

function skeletonOf(text: string, found: readonly RegExpExecArray[]): Skeleton {
  const starts: number[] = [];
  const ends: number[] = [];
  const letters: string[] = [];
  const add = (code: number, start: number, end: number): void => {
    const letter = letterOf(code);
    if (letter === undefined) return;
    letters.push(letter);
    starts.push(start);
    ends.push(end);
  };
  let at = 0;
  for (const { index, 0: escape, ...codes } of found) {
    for (; at < index; at += 1) add(text.charCodeAt(at), at, at + 1);
    at = index + escape.length;
    const hex = codes[1] ?? codes[2] ?? codes[3] ?? codes[4];
    // Of `\n` and its like nothing is left.
    add(hex === undefined ? Number(codes[5] ?? 0) : Number.parseInt(hex, 16), index, at);
  }
  for (; at < text.length; at += 1) add(text.charCodeAt(at), at, at + 1);
  return { text: letters.join(""), starts, ends };
}

/** The lower-case letter or the digit of a character code. */
function letterOf(code: number): string | undefined {
  if ((code >= 48 && code <= 57) || (code >= 97 && code <= 122)) return String.fromCharCode(code);
  return code >= 65 && code <= 90 ? String.fromCharCode(code + 32) : undefined;
}
