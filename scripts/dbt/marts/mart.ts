/** A column of a mart: the column of a stream whose text it has, or a text of its own. */
export type MartColumn = readonly [name: string, from: readonly [stream: string, column: string] | string];

/** A model for people: what a row is, and what is tested of it. */
export interface Mart {
  readonly name: string;
  readonly description: string;
  /** One row per these, within a connection. */
  readonly grain: readonly string[];
  readonly columns: readonly MartColumn[];
  readonly counts: readonly string[];
  /** Columns of the grain that may be null. */
  readonly nullable?: readonly string[] | undefined;
  /** Columns that are never null, beyond the grain. */
  readonly required?: readonly string[] | undefined;
  readonly values?: { readonly [column: string]: readonly string[] } | undefined;
  readonly belongsTo?: readonly { column: string; model: string; field: string }[] | undefined;
}

/** Columns that are called like those of a stream. */
export function same(stream: string, ...names: readonly string[]): MartColumn[] {
  return names.map((name) => [name, [stream, name]]);
}

export const account: MartColumn = ["account_id", ["users", "id"]];
export const username: MartColumn = [
  "username",
  "Username of the account, from users; null where users was not loaded",
];
export const ofAccount = { column: "account_id", model: "stg_instagram__users", field: "id" };
