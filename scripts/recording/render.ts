import { terminalSize } from "./record.ts";
import { textOf, type Row, type Screen } from "./screens.ts";

const cell = { width: 7.8, height: 17, fontSize: 13 } as const;
const margin = 14;
const bar = 30;

/** A pause of the recording is played as this at most: nothing happens in it. */
const longestPauseMs = 700;
/** How long the last screen stays before the film begins anew. */
const lastMs = 7000;

/** The colours of a terminal by their numbers. Its background is dark on a page of either colour. */
const colours: { readonly [colour: number]: string } = {
  1: "#ff7b72",
  2: "#7ee787",
  3: "#f2cc60",
  4: "#79c0ff",
  5: "#d2a8ff",
  6: "#76e3ea",
};

/**
 * Draws screens as an SVG that moves by itself: all of them below one another, and a window that jumps from one to the next.
 * Each row is written once, whatever the number of screens that show it. Readers who want no motion see the last screen.
 */
export function renderRecording(screens: readonly Screen[]): string {
  const { starts, totalMs } = played(screens);
  const width = Math.round(terminalSize.columns * cell.width + 2 * margin);
  const screenHeight = terminalSize.rows * cell.height;
  const height = screenHeight + bar + margin;
  const rows = new Map<string, { id: string; row: Row }>();
  const idOf = (row: Row): string => {
    const key = JSON.stringify(row);
    const known = rows.get(key) ?? { id: `r${rows.size}`, row };
    rows.set(key, known);
    return known.id;
  };
  const film = screens.map((screen, index) => {
    const uses = screen.rows.flatMap((row, line) =>
      row.spans.length === 0 ? [] : `<use href="#${idOf(row)}" y="${line * cell.height}"/>`,
    );
    return `<g transform="translate(0 ${index * screenHeight + cell.fontSize})">${uses.join("")}</g>`;
  });
  const jumps = starts.map(
    (atMs, index) =>
      `${((atMs / totalMs) * 100).toFixed(2)}%{transform:translateY(${-index * screenHeight}px)}`,
  );
  const last = -(screens.length - 1) * screenHeight;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d">`,
    `<title id="t">The demo on a terminal</title>`,
    `<desc id="d">npm run demo: a progress bar while four simulated accounts are read, then a table of what came.</desc>`,
    `<style>text{font:${cell.fontSize}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#e6edf3;white-space:pre}`,
    `.film{transform:translateY(${last}px);animation:film ${(totalMs / 1000).toFixed(1)}s step-end infinite}`,
    `@keyframes film{${jumps.join("")}}`,
    `@media (prefers-reduced-motion:reduce){.film{animation:none}}</style>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117" stroke="#6e7681"/>`,
    ...["#ff5f57", "#febc2e", "#28c840"].map(
      (fill, index) => `<circle cx="${20 + index * 18}" cy="16" r="5.5" fill="${fill}"/>`,
    ),
    `<defs>${[...rows.values()].map(({ id, row }) => drawRow(id, row)).join("\n")}</defs>`,
    `<svg x="${margin}" y="${bar}" width="${width - 2 * margin}" height="${screenHeight}"><g class="film">`,
    film.join("\n"),
    `</g></svg></svg>`,
    "",
  ].join("\n");
}

/** When each screen begins, with pauses cut short. */
function played(screens: readonly Screen[]): { starts: number[]; totalMs: number } {
  let atMs = 0;
  const starts = screens.map((screen, index) => {
    const before = screens[index - 1];
    if (before) atMs += Math.min(screen.atMs - before.atMs, longestPauseMs);
    return atMs;
  });
  return { starts, totalMs: atMs + lastMs };
}

/** The width is said, because fonts differ. */
function drawRow(id: string, row: Row): string {
  const spans = row.spans.map(({ text, colour }) => {
    const fill = colour === undefined ? undefined : colours[colour % 8];
    return fill === undefined ? escaped(text) : `<tspan fill="${fill}">${escaped(text)}</tspan>`;
  });
  const { length } = textOf(row);
  const wrapped = row.isWrapped ? ' class="wrapped"' : "";
  return `<text id="${id}"${wrapped} textLength="${(length * cell.width).toFixed(1)}">${spans.join("")}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
