import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { placeOf, type Input, type Place } from "./places.ts";
import { streams, type Stream, type StreamName } from "./columns.ts";

/** There are no rows to show. */
export class NoRowsError extends Error {
  override readonly name: string = "NoRowsError";
}

/** A file or table cannot be read. */
export class UnreadableFileError extends Error {
  override readonly name: string = "UnreadableFileError";
}

/** A value of a row. Sums of figures stay below 2^53. */
export type Value = string | number | boolean | null;

/** A row that a query gives. */
export type Row = { readonly [column: string]: Value };

/** The rows of a folder, as tables of DuckDB. */
export interface Tables {
  /** Asks them. */
  readonly query: (sql: string) => Promise<Row[]>;
  readonly connection: DuckDBConnection;
  /** The streams that have rows. */
  readonly loaded: ReadonlySet<StreamName>;
}

/**
 * Reads the rows of a folder or database into tables with the newest row of each key.
 *
 * @throws NoRowsError when there is no row, UnreadableFileError when a file is not one of target-jsonl or DuckDB.
 */
export async function openTables(input: Input): Promise<Tables> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("set timezone = 'UTC'");
  const query = async (sql: string): Promise<Row[]> => {
    const rows = (await connection.runAndReadAll(sql)).getRowObjectsJS();
    return rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
    );
  };
  const loaded = new Set<StreamName>();
  try {
    const place = await placeOf(connection, input);
    for (const name of Object.keys(streams).filter(isStreamName)) {
      await loadStream(connection, name, streams[name], place);
      const [row] = await query(`select count(*) as n from ${name}`);
      if (Number(row?.["n"]) > 0) loaded.add(name);
    }
  } catch (error) {
    throw new UnreadableFileError(error instanceof Error ? error.message : String(error));
  }
  if (loaded.size === 0) throw new NoRowsError("it has no rows of tap-instagram");
  return { query, connection, loaded };
}

function isStreamName(name: string): name is StreamName {
  return name in streams;
}

async function loadStream(
  connection: DuckDBConnection,
  name: string,
  { key, columns }: Stream,
  place: Place,
): Promise<void> {
  const all = { ...columns, _sdc_extracted_at: "TIMESTAMP" };
  const types = Object.entries(all).map(([column, type]) => `"${column}" ${type}`);
  await connection.run(`create table every_${name} (${types.join(", ")}, place bigint)`);
  const rows = await place.rowsOf(name, all);
  if (rows !== undefined)
    await connection.run(
      `insert into every_${name} select *, row_number() over () as place from (${rows}) as found`,
    );
  const parts = key.map((column) => `"${column}"`).join(", ");
  await connection.run(
    `create table ${name} as select * exclude (place) from every_${name}
     qualify row_number() over (partition by ${parts} order by _sdc_extracted_at desc nulls last, place desc) = 1`,
  );
}

function plain(value: unknown): Value {
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  if (value instanceof Date) return value.toISOString();
  return null;
}
