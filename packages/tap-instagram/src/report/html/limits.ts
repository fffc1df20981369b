/** How much the page shows of lists that may have any length. */
export interface Limits {
  /** Missing things. */
  readonly things: number;
  readonly warnings: number;
  /** Characters of a text of the API or of the log. */
  readonly text: number;
  /** Rows of reasons. */
  readonly reasons: number;
  /** Columns that are null, per stream. */
  readonly columns: number;
}

/** A text of at most so many characters, and a sign where more was. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}

/** The most at first; then less and less, until the page is small enough. */
export const limits: readonly Limits[] = [
  { things: 400, warnings: 200, text: 600, reasons: 500, columns: 40 },
  { things: 200, warnings: 100, text: 300, reasons: 300, columns: 20 },
  { things: 50, warnings: 50, text: 200, reasons: 200, columns: 10 },
  { things: 10, warnings: 20, text: 100, reasons: 100, columns: 5 },
];
