/** Text that is HTML already. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a piece of HTML is made of: text is escaped, markup stays as it is, lists are joined, nothing leaves nothing. */
export type Content = string | number | Markup | undefined | readonly Content[];

/** A piece of HTML. What is put into it from outside never runs as HTML. */
export function markup(pieces: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(pieces.map((piece, at) => piece + textOf(contents[at])).join(""));
}

function textOf(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "string" || typeof content === "number") return escaped(String(content));
  return content.map(textOf).join("");
}

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  // A browser shows control characters as boxes, or ends the text there.
  return text.replaceAll(/[\p{Cc}\p{Cs}]/gu, " ").replaceAll(/[&<>"']/g, (found) => entities[found] ?? found);
}
