import type { PlotOptions } from "@observablehq/plot";

/** Numbers as the tables show them. */
const counts = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const times = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export function countText(count: number): string {
  return counts.format(count);
}

/** How many times the usual something is: 1.10 ×. */
export function timesText(count: number): string {
  return `${times.format(count)} ×`;
}

/** As an axis has it: 20K. */
export function shortText(count: number): string {
  return short.format(count);
}

/** Colours of the series, which the style of the page defines for light and dark. */
export const colours: readonly string[] = ["var(--s1)", "var(--s2)", "var(--s3)", "var(--s4)"];

/** What all plots have in common. */
export function base(width: number, height: number): PlotOptions {
  return {
    width,
    height,
    style: { background: "transparent", fontSize: "12px", fontFamily: "inherit", overflow: "visible" },
  };
}

/** A day at its beginning in UTC, for the axis of time. */
export function timeOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
