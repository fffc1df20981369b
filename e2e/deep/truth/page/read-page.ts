import type { PageTruth } from "./page.ts";
import type { Figure } from "../shapes.ts";

/** What a page says, read from its text. */
export function readPage(page: string): PageTruth {
  const figures = [...page.matchAll(/data-figure="([^"]*)"(?: data-value="([^"]*)")?>([^<]*)</g)].map(
    ([, name = "", value, text = ""]) => {
      if (value !== undefined && text.replaceAll(",", "") !== value)
        throw new Error(`The page shows ${text} for ${name}, which is ${value}`);
      return [name, figureOf(value)];
    },
  );
  const plots = [...page.matchAll(/<figure data-plot="([^"]*)"[^]*?<\/figure>/g)].map(([text, name = ""]) => [
    name,
    Object.fromEntries(
      [...text.matchAll(/<tr data-key="([^"]*)"(?: data-value="[^"]*")?>([^]*?)<\/tr>/g)].map(
        ([, key = "", cells = ""]) => [
          unescaped(key),
          [...cells.matchAll(/<td(?: data-value="([^"]*)"| class="missing")>/g)].map(([, value]) =>
            figureOf(value),
          ),
        ],
      ),
    ),
  ]);
  const lacks = [...page.matchAll(/data-lack="([^"]*)" data-value="([^"]*)"/g)].map(
    ([, name = "", value]) => [name, Number(value)],
  );
  return {
    figures: Object.fromEntries(figures),
    plots: Object.fromEntries(plots),
    lacks: Object.fromEntries(lacks),
  };
}

function figureOf(value: string | undefined): Figure {
  return value === undefined ? null : Number(value);
}

function unescaped(text: string): string {
  return text
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
