import * as Plot from "@observablehq/plot";
import type { Series } from "./read-table.ts";
import { base, colours, countText, shortText, timeOf } from "./shared.ts";

/** What came above zero, what went below. */
export function gains({ titles, rows }: Series, width: number): Element {
  const data = rows.flatMap(({ key, label, values }) =>
    titles.map((_, index) => ({
      from: timeOf(key),
      to: new Date(timeOf(key).getTime() + 6 * 86_400_000),
      isFirst: index === 0,
      value: (index === 0 ? 1 : -1) * (values[index] ?? Number.NaN),
      colour: colours[index],
      text: `Seven days up to ${label}: ${countText(values[0] ?? Number.NaN)} came, ${countText(values[1] ?? Number.NaN)} left`,
    })),
  );
  return Plot.plot({
    ...base(width, Math.round(Math.min(300, Math.max(220, width * 0.35)))),
    marginLeft: 44,
    marginRight: 12,
    x: { type: "utc", label: null, ticks: Math.max(3, Math.floor(width / 120)) },
    y: { label: null, grid: true, tickFormat: (value: number) => shortText(Math.abs(value)), ticks: 5 },
    color: { type: "identity" },
    marks: [
      Plot.rectY(data, { x1: "from", x2: "to", y1: 0, y2: "value", fill: "colour" }),
      Plot.ruleY([0], { stroke: "currentColor", strokeOpacity: 0.4 }),
      // Both bars of a week have the same text: one tip for the two.
      Plot.tip(
        data.filter(({ isFirst, value }) => isFirst && !Number.isNaN(value)),
        Plot.pointerX({ x: "from", y: "value", title: "text" }),
      ),
    ],
  });
}
