import { numbersIn } from "./said.ts";

/** The numbers in the sentences of a page, in their order. */
export interface Sentences {
  readonly findings: { readonly [plot: string]: readonly string[] };
  readonly trends: { readonly [figure: string]: readonly string[] };
  readonly notes: { readonly [plot: string]: { readonly [key: string]: readonly string[] } };
}

/** Reads them. Captions may have numbers of their own: what is in quotes does not count. */
export function readSentences(page: string): Sentences {
  const plots = [...page.matchAll(/<figure data-plot="([^"]*)"[^]*?<\/figure>/g)];
  return {
    findings: Object.fromEntries(
      plots.map(([text, name = ""]) => {
        const [, finding = ""] = /<p class="finding"[^>]*>([^<]*)</.exec(text) ?? [];
        return [name, numbersIn(finding.replace(/“.*”/, ""))];
      }),
    ),
    trends: Object.fromEntries(
      [...page.matchAll(/<p class="number[^"]*" data-figure="([^"]*_lately)"[^]*?<\/li>/g)].map(
        ([text, name = ""]) => {
          const [, trend = ""] = /<p class="trend">([^]*?)<\/p>/.exec(text) ?? [];
          return [name, numbersIn(trend)];
        },
      ),
    ),
    notes: Object.fromEntries(
      plots
        .map(([text, name = ""]) => [name, notesIn(text)] as const)
        .filter(([, notes]) => Object.keys(notes).length > 0),
    ),
  };
}

function notesIn(plot: string): { [key: string]: string[] } {
  return Object.fromEntries(
    [...plot.matchAll(/<tr data-key="([^"]*)"[^]*?<\/tr>/g)].flatMap(([row, key = ""]) => {
      const [, note] = /<td class="note">([^<]*)</.exec(row) ?? [];
      return note === undefined ? [] : [[key, numbersIn(note)]];
    }),
  );
}
