import type { Figure } from "../../truth/shapes.ts";

/** The rows of a mart, by their key. */
export type MartRows = { readonly [key: string]: readonly (string | Figure)[] };

/** What a mart has to hold: a query whose first column is the key, and the rows by it. */
export interface MartTruth {
  readonly sql: string;
  readonly rows: MartRows;
}

/** Names of columns differ from mart to mart, so each gets its place as its name. */
export function select(table: string, key: string, columns: readonly string[]): string {
  const listed = columns.map((column, index) => `${column} as c${String(index).padStart(2, "0")}`);
  return `select ${key} as key, ${listed.join(", ")} from ${table}`;
}

/** A column that is true or false, as 1 or 0. */
export function flag(column: string): string {
  return `case when ${column} then 1 else 0 end`;
}

/** A column of time as seconds, which each warehouse writes alike. */
export function seconds(column: string): string {
  return `cast(extract(epoch from ${column}) as bigint)`;
}

/** The seconds of a time. */
export function secondsOf(time: string): number {
  return Date.parse(time) / 1000;
}
