import { formsOf, lowerCased } from "./secret-forms.ts";
import { skeletonsOf, type Skeleton } from "./skeleton.ts";
import { mark, redactTokenShapes } from "./token-shapes.ts";

/** A part of a text: from its first character to the one before `end`. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Makes a function that removes the given secrets from a text, and everything that looks like a token, a proof or a
 * secret in a URL, a header or a JSON body.
 *
 * A secret is found in upper and lower case, escaped for URLs, JSON or HTML, in base64, in hexadecimal, and split by
 * spaces, line breaks or signs. Twelve letters and digits of it in a row are enough. A secret of less than twelve
 * characters is found as it is written, in base64 and in hexadecimal, unless it has letters and digits; one of less than
 * eight only as a word; one of less than six not at all. The time grows in proportion to the text.
 *
 * @example
 * ```ts
 * import { createRedactor } from "@tap-instagram/core";
 *
 * const redact = createRedactor(["4f0c1a9b8e7d6c5b4a39281706f5e4d3"]);
 * redact("Refused 4F0C1A9B 8E7D6C5B 4A392817 06F5E4D3"); // "Refused [redacted]"
 * ```
 */
export function createRedactor(secrets: readonly (string | undefined)[] = []): (text: string) => string {
  const known = new Set(secrets.filter((secret) => secret !== undefined));
  if (known.size === 0) return redactTokenShapes;
  // A secret has hundreds of forms, and most clients never need them.
  let redact: ((text: string) => string) | undefined;
  return (text) => (redact ??= redactorOf(known))(text);
}

function redactorOf(known: ReadonlySet<string>): (text: string) => string {
  const forms = [...known].map((secret) => formsOf(secret));
  const exact = new Set(forms.flatMap((form) => form.exact));
  const words = new Set(forms.flatMap((form) => form.words));
  const anyCase = new Set(forms.flatMap((form) => form.anyCase));
  const findFragments = fragmentFinder(forms.flatMap(({ fragments }) => fragments));
  return (text) => {
    const inLowerCase = lowerCased(text);
    const found = [
      ...[...exact].flatMap((form) => rangesOf(text, form)),
      ...[...words].flatMap((form) => rangesOf(text, form).filter((range) => isWord(text, range))),
      ...[...anyCase].flatMap((form) => rangesOf(inLowerCase, form)),
      ...skeletonsOf(text).flatMap(findFragments),
    ];
    return redactTokenShapes(covered(text, found));
  };
}

function rangesOf(text: string, form: string): Range[] {
  const ranges: Range[] = [];
  for (let start = text.indexOf(form); start >= 0; start = text.indexOf(form, start + form.length)) {
    ranges.push({ start, end: start + form.length });
  }
  return ranges;
}

function isWord(text: string, { start, end }: Range): boolean {
  return !/^\w/.test(text.slice(end, end + 1)) && !/^\w/.test(text.slice(Math.max(0, start - 1), start));
}

/** Finds fragments by the first three characters, as one number, and only then compares: nearly every place is passed at once. */
function fragmentFinder(fragments: readonly string[]): (skeleton: Skeleton) => Range[] {
  const lengths = new Set(fragments.map(({ length }) => length));
  const sets = Array.from(lengths, (length) => ({
    length,
    known: new Set(fragments.filter((fragment) => fragment.length === length)),
  }));
  const beginnings = new Set(
    fragments.map((fragment) => [0, 1, 2].reduce((three, at) => shifted(three, fragment, at), 0)),
  );
  return ({ text, starts, ends }) => {
    const ranges: Range[] = [];
    let three = 0;
    for (let last = 0; last < text.length; last += 1) {
      three = shifted(three, text, last);
      if (!beginnings.has(three)) continue;
      const index = last - 2;
      for (const { length, known } of sets) {
        if (!known.has(text.slice(index, index + length))) continue;
        ranges.push({ start: starts[index] ?? 0, end: ends[index + length - 1] ?? 0 });
      }
    }
    return ranges;
  };
}

/** Three characters of a skeleton, which are ASCII: without the first of them, and with the next one of the text. */
function shifted(three: number, text: string, at: number): number {
  return ((three << 8) | text.charCodeAt(at)) & 0xff_ff_ff;
}

/** The text with a mark in the place of each range. Ranges that overlap or touch are one. */
function covered(text: string, ranges: readonly Range[]): string {
  const apart: Range[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const before = apart.at(-1);
    if (before === undefined || before.end < start) apart.push({ start, end });
    else if (before.end < end) apart[apart.length - 1] = { start: before.start, end };
  }
  const kept = [...apart, { start: text.length, end: text.length }].map(({ start }, index) =>
    text.slice(apart[index - 1]?.end ?? 0, start),
  );
  return kept.join(mark);
}
