/** A row of a table of the page. */
export interface Drawn {
  readonly key: string;
  readonly label: string;
  readonly note: string;
  /** One for each series; undefined is a number that is not there. */
  readonly values: readonly (number | undefined)[];
}

/** What a plot draws: the table behind it. */
export interface Series {
  readonly titles: readonly string[];
  /** Whether the numbers say how many times the usual something is. */
  readonly isTimesUsual: boolean;
  readonly rows: readonly Drawn[];
}

/** Reads a table of the page. */
export function readTable(table: HTMLTableElement): Series {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const plotted = heads.flatMap((head, index) =>
    head.dataset["series"] === undefined ? [] : [{ index, title: head.dataset["series"] }],
  );
  const rows = [...(table.tBodies[0]?.rows ?? [])].map((row) => ({
    key: row.dataset["key"] ?? "",
    label: row.cells[0]?.textContent ?? "",
    note: row.querySelector(".note")?.textContent ?? "",
    values: plotted.map(({ index }) => {
      const value = row.cells[index]?.dataset["value"];
      return value === undefined ? undefined : Number(value);
    }),
  }));
  const isTimesUsual = heads.some(
    ({ dataset }) => dataset["series"] !== undefined && dataset["unit"] === "times",
  );
  return { isTimesUsual, titles: plotted.map(({ title }) => title), rows };
}
