import { syntaxError } from "../errors/refusals.ts";

/** One field of a `fields=` text: `media.limit(2).after(X){id,caption}`. */
export interface Field {
  readonly name: string;
  readonly modifiers: ReadonlyMap<string, string>;
  readonly fields: readonly Field[] | undefined;
  /** The text between the braces as it was written, to be repeated in paging links. */
  readonly fieldsText: string | undefined;
}

const namePattern = /[A-Za-z0-9_]+/y;

/** Reads a `fields=` text; throws the 2500 syntax error Graph answers when it cannot. */
export function parseFields(text: string): readonly Field[] {
  let at = 0;
  const fail = (reason: string): never => {
    throw syntaxError(reason, at, text);
  };
  const name = (): string => {
    namePattern.lastIndex = at;
    const found = namePattern.exec(text)?.[0];
    if (found === undefined) return fail("Expected name.");
    at += found.length;
    return found;
  };
  const argument = (): string => {
    const from = at;
    let depth = 0;
    for (; at < text.length; at += 1) {
      const character = text.charAt(at);
      if (character === ")" && depth === 0) {
        at += 1;
        return text.slice(from, at - 1);
      }
      if (character === "(") depth += 1;
      if (character === ")") depth -= 1;
    }
    return fail('Expected ")".');
  };
  const field = (): Field => {
    const called = name();
    const modifiers = new Map<string, string>();
    while (text.charAt(at) === "." || text.charAt(at) === "(") {
      if (text.charAt(at) === "(") return fail('Expected end of string instead of "(".');
      at += 1;
      const modifier = name();
      if (modifier === "as") return fail("Field aliases are not supported here.");
      if (text.charAt(at) !== "(") return fail('Expected "(".');
      at += 1;
      modifiers.set(modifier, argument());
    }
    if (text.charAt(at) !== "{") return { name: called, modifiers, fields: undefined, fieldsText: undefined };
    at += 1;
    const from = at;
    const fields = list("}");
    const fieldsText = text.slice(from, at - 1);
    return { name: called, modifiers, fields, fieldsText };
  };
  const list = (closing: "}" | ""): Field[] => {
    const fields: Field[] = [];
    const seen = new Set<string>();
    for (;;) {
      const from = at;
      const next = field();
      if (seen.has(next.name)) {
        at = from;
        fail(`Field ${next.name} specified more than once. This is only possible before version 2.1`);
      }
      seen.add(next.name);
      fields.push(next);
      const character = text.charAt(at);
      if (character === "," && at + 1 <= text.length) {
        at += 1;
        continue;
      }
      if (character !== closing) {
        fail(closing === "" ? `Expected end of string instead of "${character}".` : 'Expected "}".');
      }
      at += 1;
      return fields;
    }
  };
  return list("");
}
