import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { streams, type Stream, type StreamName } from "./columns.ts";

/** The folder has no rows to show. */
export class NoRowsError extends Error {
  override readonly name: string = "NoRowsError";
}

/** A file of the folder cannot be read. */
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

/** Endings of the files of target-jsonl. */
const endings = [".jsonl", ".jsonl.gz", ".jsonl.zst"];

/**
 * Reads the files of a folder into tables with the newest row of each key; `every_users` has all readings of the accounts.
 *
 * @throws NoRowsError when no file has a row, UnreadableFileError when one is no file of target-jsonl.
 */
export async function openTables(folder: string): Promise<Tables> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("set timezone = 'UTC'");
  const query = async (sql: string): Promise<Row[]> => {
    const rows = (await connection.runAndReadAll(sql)).getRowObjectsJS();
    return rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
    );
  };
  const loaded = new Set<StreamName>();
  for (const name of Object.keys(streams).filter(isStreamName)) {
    const path = endings.map((ending) => join(folder, name + ending)).find((one) => existsSync(one));
    await loadStream(connection, name, streams[name], path);
    const [row] = await query(`select count(*) as n from ${name}`);
    if (Number(row?.["n"]) > 0) loaded.add(name);
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
  path: string | undefined,
): Promise<void> {
  const all = Object.entries({ ...columns, _sdc_extracted_at: "TIMESTAMP" });
  const types = all.map(([column, type]) => `"${column}" ${type}`).join(", ");
  await connection.run(`create table every_${name} (${types}, place bigint)`);
  if (path !== undefined && statSync(path).size > 0) {
    const shape = all.map(([column, type]) => `"${column}": '${type}'`).join(", ");
    try {
      await connection.run(
        `insert into every_${name} select *, row_number() over () as place from read_json('${path.replaceAll("'", "''")}',
           format = 'newline_delimited', columns = {${shape}}, maximum_object_size = 67108864)`,
      );
    } catch (error) {
      throw new UnreadableFileError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
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
