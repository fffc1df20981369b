/** A number that the page shows by itself, with what it means. */
export interface Figure {
  readonly name: string;
  readonly label: string;
  /** null where the API gave none. */
  readonly value: number | null;
  readonly meaning: string;
  /** How it compares, or why it does not. */
  readonly trend?: string | undefined;
  readonly direction?: "up" | "down" | undefined;
}

/** A column of the table behind a plot. */
export interface Column {
  readonly name: string;
  readonly title: string;
  /** Whether the plot draws it, too. */
  readonly isPlotted: boolean;
  readonly unit?: "times" | undefined;
}

/** A row of the table behind a plot: a day, a post, a format. */
export interface PlotRow {
  readonly key: string;
  readonly label: string;
  readonly href?: string | undefined;
  /** One for each column; null is a number that is not there. */
  readonly values: readonly (number | null)[];
  readonly note?: string | undefined;
}

/**
 * How a plot is drawn: `line` over days, `panels` a line by day for each column, `gains` up and down from zero, `bars` from
 * the left, `ranking` bars below long labels, `columns` from below, `stack` bars of parts.
 */
export type PlotKind = "line" | "panels" | "gains" | "bars" | "ranking" | "columns" | "stack";

/** A plot, with the table behind it. */
export interface PlotData {
  readonly name: string;
  readonly title: string;
  /** What it shows, in a sentence with the figures that matter. */
  readonly finding: string;
  /** What is counted, and how. */
  readonly meaning: string;
  readonly kind: PlotKind;
  readonly keyTitle: string;
  readonly columns: readonly Column[];
  readonly rows: readonly PlotRow[];
}

/** A chapter of the page. */
export interface Chapter {
  readonly name: string;
  readonly title: string;
  readonly figures?: readonly Figure[] | undefined;
  readonly plots: readonly PlotData[];
  /** What to tell in place of plots where there are no rows. */
  readonly absent?: string | undefined;
}

/** Something that is not there, and why. */
export interface Lack {
  readonly name: string;
  readonly what: string;
  readonly count: number;
  readonly why: string;
}

/** All that the page shows. */
export interface Report {
  readonly accounts: readonly string[];
  readonly period?: { readonly first: string; readonly last: string } | undefined;
  readonly readAt?: string | undefined;
  readonly timeZone: string;
  readonly figures: readonly Figure[];
  /** What the figures are made of. */
  readonly extent: readonly Figure[];
  readonly chapters: readonly Chapter[];
  readonly lacks: readonly Lack[];
}
