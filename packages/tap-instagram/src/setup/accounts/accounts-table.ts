import type { AccountRow } from "@tap-instagram/core/diagnosis";
import { terminalText } from "../diagnosis/terminal-text.ts";

interface TableColumn {
  readonly title: string;
  readonly isNumber?: boolean | undefined;
  readonly value: (row: AccountRow) => string;
}

/** The name comes last, because its width in a terminal is unknown. */
const columns: readonly TableColumn[] = [
  { title: "ID", value: ({ id }) => id },
  { title: "USERNAME", value: ({ username }) => username ?? "-" },
  { title: "POSTS", isNumber: true, value: ({ mediaCount }) => numberText(mediaCount) },
  { title: "FOLLOWERS", isNumber: true, value: ({ followersCount }) => numberText(followersCount) },
  { title: "INSIGHTS", value: ({ insights }) => (insights === null ? "not tried" : insights ? "yes" : "no") },
  { title: "PAGE", value: ({ pageId }) => pageId ?? "-" },
  { title: "NAME", value: ({ name }) => name ?? "-" },
];

/** A table of accounts, a line each, below a line of titles. */
export function accountsTable(rows: readonly AccountRow[]): string[] {
  const lines = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ value }) => terminalText(value(row)))),
  ];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((text, index) => {
        const width = widths[index] ?? 0;
        return columns[index]?.isNumber === true ? text.padStart(width) : text.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}

function numberText(value: number | null): string {
  return value === null ? "-" : String(value);
}
