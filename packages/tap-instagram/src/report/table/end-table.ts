import type { RunFacts } from "../facts/run-facts.ts";
import { figuresOfAccounts, totalOf, type Figures } from "../facts/total-of.ts";

/** Where stderr is not a terminal, and on narrower ones. */
const leastWidth = 80;

interface Column {
  readonly title: string;
  readonly textOf: (row: Figures) => string;
}

const columns: readonly Column[] = [
  { title: "expected", textOf: ({ counts }) => String(counts.expected) },
  { title: "delivered", textOf: ({ counts }) => String(counts.delivered) },
  { title: "unavailable", textOf: ({ counts }) => String(counts.unavailable) },
  { title: "pending", textOf: ({ counts }) => String(counts.pending) },
  { title: "missing", textOf: ({ counts }) => String(counts.missing) },
  { title: "calls", textOf: ({ calls }) => String(calls) },
  { title: "seconds", textOf: ({ requestMs }) => (requestMs / 1000).toFixed(1) },
];

/** The facts in the table. */
type TableFacts = Pick<RunFacts, "accounts" | "streams" | "traffic">;

/** The rows of a run: streams, what it took to find the accounts, and all together. */
export function rowsOf(facts: TableFacts): [name: string, figures: Figures][] {
  const streams = facts.streams.map((stream): [string, Figures] => [stream.stream, stream]);
  return [...streams, ["(accounts)", figuresOfAccounts(facts)], ["total", totalOf(facts)]];
}

/** The table at the end of a run. A name that does not fit has a line of its own. */
export function endTable(facts: TableFacts, width: number = leastWidth): string[] {
  const rows = rowsOf(facts).map(([name, figures]) => ({
    name,
    cells: columns.map(({ textOf }) => textOf(figures)),
  }));
  const widths = columns.map(({ title }, at) =>
    Math.max(title.length, ...rows.map(({ cells }) => cells[at]?.length ?? 0)),
  );
  const cellsWidth = widths.reduce((sum, one) => sum + one + 1, 0);
  const room = Math.max(width, leastWidth) - cellsWidth;
  const names = ["stream", ...rows.map(({ name }) => name)].filter(({ length }) => length <= room);
  const nameWidth = Math.max(...names.map(({ length }) => length));
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(nameWidth), ...cells.map((cell, at) => cell.padStart(widths[at] ?? 0))].join(" ");
  return [
    line(
      "stream",
      columns.map(({ title }) => title),
    ),
    ...rows.flatMap(({ name, cells }) =>
      name.length <= nameWidth ? [line(name, cells)] : [name, line("", cells)],
    ),
  ];
}
