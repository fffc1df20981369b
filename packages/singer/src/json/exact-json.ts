import { setOwn, type JsonObject, type JsonValue } from "./json.ts";

const maxDepth = 500;
const numberPattern = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
// Control characters may stand in strings only as escapes.
// oxlint-disable-next-line no-control-regex
const plainString = /[^"\\\u0000-\u001f]*/y;
const escapes: { readonly [letter: string]: string } = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/**
 * Reads JSON without losing a digit: integers beyond 2^53, which a number cannot hold, come back as strings of
 * their digits. A leading byte order mark is skipped.
 *
 * @throws SyntaxError naming line:column, what was found there and what was wanted; also when values are nested
 * deeper than 500 levels.
 */
export function parseExactJson(text: string): JsonValue {
  return new Reader(text).document();
}

class Reader {
  #text: string;
  #at: number;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith("\uFEFF") ? 1 : 0;
  }

  document(): JsonValue {
    const value = this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) this.#fail("the end of the text");
    return value;
  }

  #value(depth: number): JsonValue {
    if (depth > maxDepth) {
      throw new SyntaxError(
        `Cannot read JSON at ${this.#place()}: values are nested deeper than ${maxDepth} levels`,
      );
    }
    this.#space();
    switch (this.#text[this.#at]) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case '"':
        return this.#string();
      case "t":
        return this.#word("true", true);
      case "f":
        return this.#word("false", false);
      case "n":
        return this.#word("null", null);
      default:
        return this.#number();
    }
  }

  #object(depth: number): JsonObject {
    const object: JsonObject = {};
    this.#at += 1;
    if (this.#take("}")) return object;
    do {
      this.#space();
      if (this.#text[this.#at] !== '"') this.#fail("a key in double quotes");
      const key = this.#string();
      if (!this.#take(":")) this.#fail('":" after the key');
      setOwn(object, key, this.#value(depth + 1));
    } while (this.#take(","));
    if (!this.#take("}")) this.#fail('"," or "}"');
    return object;
  }

  #array(depth: number): JsonValue[] {
    const array: JsonValue[] = [];
    this.#at += 1;
    if (this.#take("]")) return array;
    do array.push(this.#value(depth + 1));
    while (this.#take(","));
    if (!this.#take("]")) this.#fail('"," or "]"');
    return array;
  }

  #string(): string {
    let result = "";
    this.#at += 1;
    for (;;) {
      plainString.lastIndex = this.#at;
      const plain = plainString.exec(this.#text)?.[0] ?? "";
      result += plain;
      this.#at += plain.length;
      const next = this.#text[this.#at];
      if (next === '"') {
        this.#at += 1;
        return result;
      }
      if (next !== "\\") this.#fail("a closing double quote");
      result += this.#escape();
    }
  }

  #escape(): string {
    const letter = this.#text[this.#at + 1] ?? "";
    if (letter === "u") {
      const hex = this.#text.slice(this.#at + 2, this.#at + 6);
      if (!/^[\da-fA-F]{4}$/.test(hex)) this.#fail("four hexadecimal digits after \\u");
      this.#at += 6;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const meaning = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
    if (meaning === undefined) this.#fail("an escape JSON knows");
    this.#at += 2;
    return meaning;
  }

  #number(): JsonValue {
    numberPattern.lastIndex = this.#at;
    const match = numberPattern.exec(this.#text);
    if (match === null) this.#fail("a value");
    this.#at += match[0].length;
    const value = Number(match[0]);
    const isBareInteger = match[1] === undefined && match[2] === undefined;
    return isBareInteger && !Number.isSafeInteger(value) ? match[0] : value;
  }

  #word<T extends JsonValue>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) this.#fail("a value");
    this.#at += word.length;
    return value;
  }

  #take(character: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.#at += 1;
    }
  }

  #place(): string {
    const before = this.#text.slice(0, this.#at);
    const line = before.split("\n").length;
    return `${line}:${this.#at - before.lastIndexOf("\n")}`;
  }

  // The text itself is not quoted beyond one character: it may hold a secret.
  #fail(wanted: string): never {
    const found = this.#text.codePointAt(this.#at);
    const shown = found === undefined ? "the end of the text" : JSON.stringify(String.fromCodePoint(found));
    throw new SyntaxError(`Cannot read JSON at ${this.#place()}: found ${shown}, wanted ${wanted}`);
  }
}
