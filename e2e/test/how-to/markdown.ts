import { readFileSync } from "node:fs";
import { repositoryPath } from "../commands.ts";

/** A block of code of a page. */
export interface CodeBlock {
  /** The first word after the fence: `sh`. */
  readonly language: string;
  /** The other words: `untested` in ```` ```sh untested ````. */
  readonly words: readonly string[];
  readonly code: string;
}

/** The text of a page in `docs/`. */
export function pageText(name: string): string {
  return readFileSync(repositoryPath(`docs/${name}.md`), "utf8");
}

/** Every fenced block, in order. */
export function codeBlocks(page: string): CodeBlock[] {
  return [...page.matchAll(/^```([^\n]*)\n([^]*?)^```$/gm)].map(([, info = "", code = ""]) => {
    const [language = "", ...words] = info.split(" ");
    return { language, words, code };
  });
}

/** The text below each heading of a level, up to the next heading of that level or above. */
export function sections(page: string, level: number): ReadonlyMap<string, string> {
  const mark = `${"#".repeat(level)} `;
  const found = new Map<string, string>();
  let heading: string | undefined;
  for (const line of page.split("\n")) {
    if (line.startsWith(mark)) found.set((heading = line.slice(mark.length)), "");
    else if (/^#+ /.test(line) && line.indexOf(" ") < level) heading = undefined;
    else if (heading !== undefined) found.set(heading, `${found.get(heading) ?? ""}${line}\n`);
  }
  return found;
}

/** The cells of each row of the first table of a text. */
export function tableRows(text: string): string[][] {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.startsWith("|"));
  const length = lines.slice(start).findIndex((line) => !line.startsWith("|"));
  return lines.slice(start, start + length).flatMap((line, index) => (index < 2 ? [] : [cellsOf(line)]));
}

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** A text as one line with single spaces, for sentences that a page breaks. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
