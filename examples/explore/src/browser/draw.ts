/** Draws every plot of the page from the table behind it, as wide as there is room, and again when the room changes. */
import { bars, columns, ranking, stack } from "./bars.ts";
import { gains } from "./gains.ts";
import { line, panel } from "./lines.ts";
import { readTable, type Series } from "./read-table.ts";

const drawings: { readonly [kind: string]: (series: Series, width: number) => Element } = {
  line,
  gains,
  bars,
  ranking,
  columns,
  stack,
};

for (const figure of document.querySelectorAll<HTMLElement>("figure[data-plot]")) {
  const table = figure.querySelector("table");
  const drawing = figure.querySelector<HTMLElement>(".drawing");
  if (table === null || drawing === null) continue;
  const series = readTable(table);
  let drawnWidth = 0;
  const draw = (): void => {
    const width = Math.floor(drawing.clientWidth);
    if (width === drawnWidth || width === 0) return;
    drawnWidth = width;
    drawing.replaceChildren(
      ...(figure.dataset["kind"] === "panels" ? panels(series, drawing) : [one(figure, series, width)]),
    );
    name(figure, drawing);
  };
  draw();
  new ResizeObserver(draw).observe(drawing);
}

function one(figure: HTMLElement, series: Series, width: number): Element {
  return drawings[figure.dataset["kind"] ?? ""]?.(series, width) ?? document.createElement("span");
}

/** Panels have the width that the style gives a column of the grid. */
function panels(series: Series, drawing: HTMLElement): Element[] {
  const boxes = series.titles.map((title) => {
    const box = document.createElement("div");
    box.className = "panel";
    const heading = document.createElement("p");
    heading.textContent = title;
    heading.dir = "auto";
    box.append(heading);
    return box;
  });
  drawing.replaceChildren(...boxes);
  for (const [index, box] of boxes.entries()) box.append(panel(series, index, Math.floor(box.clientWidth)));
  return boxes;
}

/** A picture has a name: its title and what it found. The table has the numbers. */
function name(figure: HTMLElement, drawing: HTMLElement): void {
  const text = (selector: string) => figure.querySelector(selector)?.textContent ?? "";
  for (const svg of drawing.querySelectorAll("svg")) {
    const title = svg.parentElement?.querySelector(":scope > p")?.textContent ?? text(".finding");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", `${text("h3")}. ${title}`);
    // The library names groups of marks. Within a picture no one hears that, and names without a role are not allowed.
    for (const group of svg.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  }
}
