import type { Figure } from "../../truth/shapes.ts";

/** The rows of a mart, by their key. */
export type MartRows = { readonly [key: string]: readonly (string | Figure)[] };

/** What a mart has to hold. */
export interface MartTruth {
  /** Its table, with the schema. */
  readonly mart: string;
  /** The rows that are compared, where these are not those of the table: a query. */
  readonly query?: string | undefined;
  /** The columns that a row is found by: their texts, with a space between and "-" for null, are its key. */
  readonly key: readonly string[];
  /** The columns that are compared, in the order of the values of a row, each with the expression that reads it. */
  readonly columns: { readonly [column: string]: string };
  readonly rows: MartRows;
}

/** The query for what a mart holds: the key, and the columns in their order. */
export function sqlOf({ mart, query, key, columns }: MartTruth): string {
  const keyed = key.map((column) => `coalesce(cast(${column} as varchar), '-')`).join(" || ' ' || ");
  // Names of columns differ from mart to mart, so each gets its place as its name.
  const listed = Object.values(columns).map(
    (expression, index) => `, ${expression} as c${String(index).padStart(2, "0")}`,
  );
  return `select ${keyed} as key${listed.join("")} from ${query === undefined ? mart : `(${query}) as looked_at`}`;
}

/** Columns that are read as they are. */
export function plain(...columns: readonly string[]): { [column: string]: string } {
  return Object.fromEntries(columns.map((column) => [column, column]));
}

/** A column that is true or false, as 1 or 0. */
export function flag(column: string): { [column: string]: string } {
  return { [column]: `case when ${column} then 1 else 0 end` };
}

/** A column of time as milliseconds, which each warehouse writes alike. */
export function time(column: string): { [column: string]: string } {
  return { [column]: `cast(1000 * extract(epoch from ${column}) as bigint)` };
}
