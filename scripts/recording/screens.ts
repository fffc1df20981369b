import xterm from "@xterm/headless";
import { terminalSize, type Chunk } from "./record.ts";

/** A part of a row in one colour. */
export interface Span {
  readonly text: string;
  /** The number of the colour, as terminals count them; `undefined` for the colour of text. */
  readonly colour?: number | undefined;
}

/** A row of a terminal. */
export interface Row {
  readonly spans: readonly Span[];
  /** Whether it continues the row above, which was too long. */
  readonly isWrapped: boolean;
}

/** What a terminal shows from a moment on. */
export interface Screen {
  readonly atMs: number;
  readonly rows: readonly Row[];
}

/** No two screens are closer to one another. */
const shortestMs = 300;

/** A screen that changes sooner is not yet whole: its rows come in pieces. */
const settledMs = 20;

/** Plays a recording on a terminal, and returns screens that are whole, at a pace that eyes can follow. */
export async function screensOf(chunks: readonly Chunk[]): Promise<Screen[]> {
  const terminal = new xterm.Terminal({
    cols: terminalSize.columns,
    rows: terminalSize.rows,
    allowProposedApi: true,
  });
  const write = (text: string) => new Promise<void>((done) => terminal.write(text, done));
  const screens: Screen[] = [];
  await write("$ npm run demo\r\n");
  for (const [index, { atMs, text }] of chunks.entries()) {
    await write(text);
    const shownMs = (chunks[index + 1]?.atMs ?? Infinity) - atMs;
    const sinceLastMs = atMs - (screens.at(-1)?.atMs ?? -Infinity);
    if (shownMs >= shortestMs || (shownMs >= settledMs && sinceLastMs >= shortestMs))
      screens.push({ atMs, rows: rowsOf(terminal) });
  }
  terminal.dispose();
  return screens;
}

function rowsOf(terminal: xterm.Terminal): Row[] {
  const { active } = terminal.buffer;
  return Array.from({ length: terminal.rows }, (_, row) => {
    const line = active.getLine(active.viewportY + row);
    return line === undefined
      ? { spans: [], isWrapped: false }
      : { spans: spansOf(line, terminal.cols), isWrapped: line.isWrapped };
  });
}

function spansOf(
  line: NonNullable<ReturnType<xterm.Terminal["buffer"]["active"]["getLine"]>>,
  columns: number,
): Span[] {
  const spans: { text: string; colour: number | undefined }[] = [];
  for (let column = 0; column < columns; column += 1) {
    const cell = line.getCell(column);
    if (cell === undefined) continue;
    const colour = cell.isFgDefault() ? undefined : cell.getFgColor();
    const text = cell.getChars() || " ";
    const last = spans.at(-1);
    if (last && (last.colour === colour || text === " ")) last.text += text;
    else spans.push({ text, colour });
  }
  return spans
    .map(({ text, colour }, index) => ({ text: index === spans.length - 1 ? text.trimEnd() : text, colour }))
    .filter(({ text }) => text !== "");
}

/** The text of a row. */
export function textOf({ spans }: Row): string {
  return spans.map(({ text }) => text).join("");
}
