import * as Plot from "@observablehq/plot";
import type { Series } from "./read-table.ts";
import { base, countText, shortText, timeOf } from "./shared.ts";

interface Mark {
  readonly time: Date;
  readonly value: number;
  readonly text: string;
}

/** A quiet line by day, and a strong one of its average. Days without a number are gaps, shaded. */
export function line(series: Series, width: number): Element {
  const faint = marksOf(series, 0);
  const strong = marksOf(series, 1);
  return Plot.plot({
    ...base(width, Math.round(Math.min(340, Math.max(220, width * 0.4)))),
    marginLeft: 44,
    marginRight: 12,
    x: { type: "utc", label: null, ticks: Math.max(3, Math.floor(width / 120)) },
    y: { label: null, grid: true, tickFormat: shortText, zero: true, ticks: 5 },
    marks: [
      ...gaps(series, 0),
      Plot.lineY(faint, { x: "time", y: "value", stroke: "var(--faint)", strokeWidth: 1 }),
      Plot.lineY(strong, { x: "time", y: "value", stroke: "var(--s1)", strokeWidth: 2.5 }),
      tip(faint),
    ],
  });
}

/** A line for one series. Its scale shows the changes, and so does not begin at 0. */
export function panel(series: Series, index: number, width: number): Element {
  const marks = marksOf(series, index);
  return Plot.plot({
    ...base(width, 150),
    marginLeft: 48,
    marginRight: 12,
    x: { type: "utc", label: null, ticks: Math.max(3, Math.floor(width / 130)) },
    y: { label: null, grid: true, tickFormat: shortText, nice: true, ticks: 4 },
    marks: [
      ...gaps(series, index),
      Plot.lineY(marks, { x: "time", y: "value", stroke: "var(--s1)", strokeWidth: 2 }),
      tip(marks),
    ],
  });
}

/** NaN breaks a line. */
function marksOf({ rows }: Series, index: number): Mark[] {
  return rows.map(({ key, label, note, values }) => {
    const value = values[index] ?? Number.NaN;
    const text = `${label}: ${Number.isNaN(value) ? "no number" : countText(value)}`;
    return { time: timeOf(key), value, text: note === "" ? text : `${text} (${note})` };
  });
}

function tip(marks: readonly Mark[]): Plot.Markish {
  const known = marks.filter(({ value }) => !Number.isNaN(value));
  return Plot.tip(known, Plot.pointerX({ x: "time", y: "value", title: "text" }));
}

/** Shades from the last day with a number to the next one. */
function gaps({ rows }: Series, index: number): Plot.Markish[] {
  const spans: { from: Date; to: Date }[] = [];
  for (const [place, { key, values }] of rows.entries()) {
    if (values[index] !== undefined) continue;
    const from = timeOf(rows[Math.max(0, place - 1)]?.key ?? key);
    const to = timeOf(rows[Math.min(rows.length - 1, place + 1)]?.key ?? key);
    const before = spans.at(-1);
    if (before !== undefined && before.to >= from) before.to = to;
    else spans.push({ from, to });
  }
  return spans.length === 0 ? [] : [Plot.rectX(spans, { x1: "from", x2: "to", fill: "var(--gap)" })];
}
