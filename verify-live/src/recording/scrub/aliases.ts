import { createRedactor } from "@tap-instagram/core";
import { oddCharacters } from "./odd-characters.ts";

/** In a sentence, shorter numbers are ids only if they are known ids: `2592000 s` is a time. */
const longEnoughForAnId = 9;

const redactTokenShapes = createRedactor();

const shortestName = 3;
const shortestText = 8;

/** What a text was, for the name of its alias. */
export type TextKind = "user" | "name" | "text" | "place" | "key";

/**
 * Gives everything private another name, and the same one each time: ids, texts, cursors, addresses. Ids keep their
 * length; texts keep the kinds of unusual characters that they have.
 */
export class Aliases {
  readonly #ids: Map<string, string>;
  readonly #aliases = new Set<string>();
  readonly #texts = new Map<string, string>();
  readonly #names = new Set<string>();
  readonly #others = new Map<string, string>();

  /** @param harmless ids of nothing, which stay as they are */
  constructor(harmless: readonly string[] = []) {
    this.#ids = new Map(harmless.map((id) => [id, id]));
  }

  /** Digits for digits: of the same length, and never those of another id. */
  id(digits: string): string {
    const known = this.#ids.get(digits);
    if (known !== undefined) return known;
    const alias = `9${String(this.#ids.size + 1).padStart(digits.length - 1, "0")}`;
    this.#ids.set(digits, alias);
    this.#aliases.add(alias);
    return alias;
  }

  text(text: string, kind: TextKind): string {
    if (text === "") return text;
    if (kind === "user" || kind === "name") this.#names.add(text);
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const alias = `${kind}-${this.#texts.size + 1}${oddCharacters(text)}`;
    this.#texts.set(text, alias);
    return alias;
  }

  cursor(cursor: string): string {
    return this.#other(cursor, (number) => `cursor-${number}`);
  }

  /** An address, with the ending of its file. */
  address(address: string): string {
    const ending = /\.(?:jpe?g|png|mp4|webp)(?=$|\?)/i.exec(address)?.[0] ?? "";
    return this.#other(address, (number) => `https://example.invalid/${number}${ending}`);
  }

  trace(trace: string): string {
    return this.#other(trace, (number) => `trace-${number}`);
  }

  /** The words of the API, without tokens, and without ids and names that are known by now. */
  sentence(words: string): string {
    let clean = redactTokenShapes(words);
    for (const [text, alias] of this.#texts) {
      const shortest = this.#names.has(text) ? shortestName : shortestText;
      if (text.length >= shortest) clean = replaceWord(clean, text, alias);
    }
    return this.withoutIds(clean);
  }

  /** A text with every id in it replaced. */
  withoutIds(text: string): string {
    return text.replaceAll(/\d{5,}/g, (digits) => {
      const known = this.#ids.get(digits);
      if (known !== undefined) return known;
      return digits.length < longEnoughForAnId || this.#aliases.has(digits) ? digits : this.id(digits);
    });
  }

  /** How many of each were replaced. */
  get counts(): { ids: number; texts: number } {
    return { ids: this.ids.length, texts: this.#texts.size + this.#others.size };
  }

  /** Every id that was replaced. */
  get ids(): string[] {
    return [...this.#ids].flatMap(([id, alias]) => (id === alias ? [] : [id]));
  }

  #other(original: string, make: (number: number) => string): string {
    const known = this.#others.get(original);
    if (known !== undefined) return known;
    const alias = make(this.#others.size + 1);
    this.#others.set(original, alias);
    return alias;
  }
}

const wordCharacter = /[\p{L}\p{N}_]/u;

/** Replaces a text wherever it is not a part of a longer word. */
function replaceWord(sentence: string, text: string, alias: string): string {
  const [first = "", ...rest] = sentence.split(text);
  return rest.reduce((clean, part) => {
    const isPart = wordCharacter.test(clean.slice(-1)) || wordCharacter.test(part.slice(0, 1));
    return `${clean}${isPart ? text : alias}${part}`;
  }, first);
}
