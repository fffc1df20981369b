import { isReached, type Figure } from "../figure.ts";
import type { Spread } from "../statistics.ts";

/** The cells of a figure: what, ours, floor, ratio, goal, and whether it is reached. */
export function cellsOf(figure: Figure): string[] {
  const { what, unit, ours, floor, ratio, goal } = figure;
  const reached = isReached(figure);
  const verdict = reached === undefined ? "" : reached ? "yes" : "no";
  return [
    what,
    `${spreadText(ours)} ${unit}`,
    floor ? `${spreadText(floor.spread)} (${floor.what})` : "",
    ratio ? spreadText(ratio) : "",
    goal === undefined ? "" : `${unit === "rows/s" ? "≥" : "≤"} ${numberText(goal)}${ratio ? " ×" : ""}`,
    verdict,
  ];
}

/** The heads of the columns. */
export const heads: readonly string[] = [
  "what",
  "ours: median (least to greatest)",
  "floor",
  "ours to floor",
  "goal",
  "reached",
];

/** A table of Markdown, which reads well in a terminal, too. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [heads, ...figures.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...others] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...others.map(line)].join("\n");
}

function spreadText({ median, least, greatest }: Spread): string {
  const range = least === greatest ? "" : ` (${numberText(least)} to ${numberText(greatest)})`;
  return numberText(median) + range;
}

function numberText(number: number): string {
  const digits = Number.isInteger(number) || Math.abs(number) >= 100 ? 0 : 2;
  return number.toFixed(digits);
}
