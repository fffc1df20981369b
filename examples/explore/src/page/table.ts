import type { Column, PlotData, PlotRow } from "../figures/figure.ts";
import { markup, type Markup } from "./markup.ts";
import { noNumber, shown } from "./numbers.ts";

/** The table behind a plot. The script of the page draws the plot from it, so that both always say the same. */
export function tableOf({ name, title, keyTitle, columns, rows }: PlotData): Markup {
  const hasNotes = rows.some(({ note }) => note !== undefined);
  const heads = columns.map(
    (column) =>
      markup`<th
        scope="col"
        ${column.isPlotted ? markup` data-series="${column.title}"` : ""}${column.unit === undefined ? "" : markup` data-unit="${column.unit}"`}
      >
        ${column.title}
      </th>`,
  );
  return markup`<details class="behind">
    <summary>Table<span class="unseen"> of “${title}”</span></summary>
    <div class="scroll" role="region" tabindex="0" aria-label="Table of “${title}”">
      <table id="table-${name}">
        <thead>
          <tr>
            <th scope="col">${keyTitle}</th>
            ${heads}${hasNotes ? markup`<th scope="col">Note</th>` : ""}
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => rowOf(row, columns, hasNotes))}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** A row without a first number has no `data-value`: what is missing is not 0. */
function rowOf(
  { key, label, href, values, note }: PlotRow,
  columns: readonly Column[],
  hasNotes: boolean,
): Markup {
  const first = values[0] ?? null;
  const firstColumn = columns[0];
  const value =
    first === null || firstColumn === undefined
      ? ""
      : markup` data-value="${shown(first, firstColumn).value}"`;
  const text = isWebAddress(href) ? markup`<a href="${href}" rel="noreferrer">${label}</a>` : label;
  // End tags that HTML does not need are left out: there are hundreds of rows.
  return markup`<tr data-key="${key}"${value}><th${isForeign(label) ? markup` dir="auto"` : ""}>${text}${columns.map(
    (column, index) => cellOf(values[index] ?? null, column),
  )}${hasNotes ? markup`<td class="note">${note}` : ""}</tr>
`;
}

/** Whether a text may run from right to left. */
function isForeign(text: string): boolean {
  return /\P{ASCII}/u.test(text);
}

function cellOf(value: number | null, column: Column): Markup {
  if (value === null) return markup`<td class="missing">${noNumber}`;
  const { value: rounded, text } = shown(value, column);
  return markup`<td data-value="${rounded}">${text}`;
}

function isWebAddress(href: string | undefined): href is string {
  return href !== undefined && URL.canParse(href) && ["http:", "https:"].includes(new URL(href).protocol);
}
