import * as Plot from "@observablehq/plot";
import type { Series } from "./read-table.ts";
import { base, colours, countText, timesText } from "./shared.ts";

/** The number behind the end of a bar that lies. */
const behindEnd = {
  x: "value",
  text: "text",
  textAnchor: "start",
  dx: 6,
  fill: "currentColor",
} as const;

/** What plots of bars that lie have in common: no axis below, the numbers are behind the bars. */
function lying(data: readonly { readonly value: number }[], width: number, height: number): Plot.PlotOptions {
  return {
    ...base(width, height),
    marginTop: 4,
    marginBottom: 8,
    x: { axis: null, domain: domainOf(data) },
  };
}

/** Where something is as usual. */
const usual = { stroke: "currentColor", strokeDasharray: "3 3" } as const;

/** What is better than usual speaks up. */
function colourOf(isTimesUsual: boolean): (one: { value: number }) => string {
  return ({ value }) => (isTimesUsual && value <= 1 ? "var(--faint)" : "var(--s1)");
}

/** Bars from the left, with short labels beside them. */
export function bars({ rows, isTimesUsual }: Series, width: number): Element {
  const longest = Math.max(...rows.map(({ label }) => label.length));
  const marginLeft = Math.min(Math.round(width * 0.4), 16 + longest * 7);
  const numberText = isTimesUsual ? timesText : countText;
  const data = rows.map(({ label, note, values }) => ({ label, ...endOf(values[0], note, numberText) }));
  return Plot.plot({
    ...lying(data, width, 16 + rows.length * 30),
    marginLeft,
    marginRight: 14 + Math.max(...data.map(({ text }) => text.length)) * 6.6,
    y: {
      label: null,
      domain: data.map(({ label }) => label),
      tickSize: 0,
      tickFormat: shortened(marginLeft),
      padding: 0.25,
    },
    color: { type: "identity" },
    marks: [
      Plot.barX(data, { x: "value", y: "label", fill: colourOf(isTimesUsual), rx2: 4 }),
      Plot.textX(data, { ...behindEnd, y: "label" }),
      Plot.ruleX([0], { stroke: "currentColor", strokeOpacity: 0.4 }),
    ],
  });
}

/** Bars below their labels, for labels that are long. */
export function ranking({ rows }: Series, width: number): Element {
  const data = rows.map(({ key, label, note, values }, index) => ({
    key,
    title: `${index + 1}. ${label}`,
    note,
    ...endOf(values[0], "", countText),
  }));
  const texts = {
    x: 0,
    y: "key",
    textAnchor: "start",
    lineAnchor: "middle",
    textOverflow: "ellipsis",
  } as const;
  // Letters differ in width from font to font, and bold ones are wide.
  const lineWidth = (size: number, letters: number) => width / (size * letters);
  return Plot.plot({
    ...lying(data, width, 8 + rows.length * 62),
    marginLeft: 2,
    marginRight: 84,
    marginTop: 0,
    marginBottom: 4,
    y: { axis: null, domain: data.map(({ key }) => key), padding: 0 },
    marks: [
      Plot.text(data, {
        ...texts,
        text: "title",
        dy: -20,
        fontSize: 13,
        fontWeight: 600,
        fill: "currentColor",
        lineWidth: lineWidth(13, 1.25),
      }),
      Plot.text(data, {
        ...texts,
        text: "note",
        dy: -3,
        fontSize: 12,
        fill: "var(--quiet)",
        lineWidth: lineWidth(12, 1.1),
      }),
      Plot.barX(data, { x: "value", y: "key", fill: "var(--s1)", insetTop: 40, insetBottom: 8, rx2: 4 }),
      Plot.text(data, { ...behindEnd, y: "key", dy: 16, fontSize: 13 }),
    ],
  });
}

/** Bars from below, one for each hour. */
export function columns({ rows, isTimesUsual }: Series, width: number): Element {
  const numberText = isTimesUsual ? timesText : countText;
  const data = rows.map(({ label, note, values }) => ({ label, ...endOf(values[0], note, numberText) }));
  const step = Math.max(1, Math.ceil((rows.length * 46) / width));
  const shown = data.filter((_, index) => index % step === 0).map(({ label }) => label);
  return Plot.plot({
    ...base(width, 236),
    marginLeft: 44,
    marginRight: 4,
    x: { label: null, domain: data.map(({ label }) => label), ticks: shown, tickSize: 0, padding: 0.15 },
    y: {
      label: null,
      grid: true,
      ticks: 4,
      tickFormat: isTimesUsual ? (value: number) => `${countText(value)} ×` : countText,
      domain: domainOf(data),
    },
    color: { type: "identity" },
    marks: [
      Plot.barY(data, { x: "label", y: "value", fill: colourOf(isTimesUsual), ry2: 3 }),
      ...(isTimesUsual ? [Plot.ruleY([1], usual)] : []),
      Plot.ruleY([0], { stroke: "currentColor", strokeOpacity: 0.4 }),
      Plot.tip(
        data,
        Plot.pointerX({
          x: "label",
          y: "value",
          title: ({ label, text }: { label: string; text: string }) => `${label}: ${text}`,
        }),
      ),
    ],
  });
}

/** Bars of parts. */
export function stack({ titles, rows }: Series, width: number): Element {
  const data = rows.flatMap(({ label, values }) =>
    titles.map((title, index) => ({ label, title, value: values[index], colour: colours[index] })),
  );
  const totals = rows.map(({ label, values }) => {
    const value = values.reduce<number>((sum, part) => sum + (part ?? 0), 0);
    return { label, value, text: countText(value) };
  });
  return Plot.plot({
    ...lying(totals, width, 16 + rows.length * 34),
    marginLeft: 56,
    marginRight: 64,
    y: { label: null, domain: rows.map(({ label }) => label), tickSize: 0, padding: 0.25 },
    color: { type: "identity" },
    marks: [
      Plot.barX(data, Plot.stackX({ x: "value", y: "label", fill: "colour", order: null })),
      Plot.textX(totals, { ...behindEnd, y: "label" }),
    ],
  });
}

/** The bar, and what stands behind its end. A number that is not there has words instead of a bar. */
function endOf(
  value: number | undefined,
  note: string,
  numberText: (value: number) => string,
): { value: number; text: string } {
  const number = value === undefined ? "no number" : numberText(value);
  return { value: value ?? 0, text: note === "" ? number : `${number} · ${note}` };
}

/** From 0 to the greatest, which is not 0. */
function domainOf(data: readonly { readonly value: number }[]): [number, number] {
  return [0, Math.max(...data.map(({ value }) => value), Number.MIN_VALUE)];
}

function shortened(room: number): (label: string) => string {
  const letters = Math.max(6, Math.floor((room - 16) / 6.6));
  return (label) => (label.length > letters ? `${label.slice(0, letters - 1)}…` : label);
}
