import type { PlotData } from "../figures/figure.ts";
import { markup, type Markup } from "./markup.ts";
import { tableOf } from "./table.ts";

/** A plot with its finding, its definition on demand, and its table. */
export function plotOf(plot: PlotData): Markup {
  const { name, title, finding, meaning, kind, columns } = plot;
  const plotted = columns.filter(({ isPlotted }) => isPlotted);
  const keys = plotted.map(
    (column, index) =>
      markup`<li><span class="swatch s${index + 1}" aria-hidden="true"></span>${column.title}</li>`,
  );
  return markup`<figure data-plot="${name}" data-kind="${kind}" class="${kind}" aria-labelledby="title-${name}">
    <figcaption>
      <h3 id="title-${name}">${title}</h3>
      <p class="finding" dir="auto">${finding}</p>
    </figcaption>
    ${
      plotted.length > 1 && kind !== "panels"
        ? markup`<ul class="legend">
            ${keys}
          </ul>`
        : ""
    }
    <div class="drawing"></div>
    <details class="meaning">
      <summary>Meaning<span class="unseen"> of “${title}”</span></summary>
      <p>${meaning}</p>
    </details>
    ${tableOf(plot)}
  </figure>`;
}
