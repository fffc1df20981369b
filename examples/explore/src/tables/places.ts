import { existsSync, statSync } from "node:fs";
import { join, parse } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";

/** Where rows come from: files of target-jsonl, or a database of DuckDB. */
export interface Place {
  /** A query of the rows of a stream, with the wanted columns in their order; undefined where there is none. */
  readonly rowsOf: (
    stream: string,
    columns: { readonly [column: string]: string },
  ) => Promise<string | undefined>;
}

/** A folder, or a database file with the schema to read there. */
export interface Input {
  readonly path: string;
  readonly schema: string;
}

/** The place that an input names. A database is opened for reading only. */
export async function placeOf(connection: DuckDBConnection, { path, schema }: Input): Promise<Place> {
  if (!existsSync(path) || statSync(path).isDirectory()) return folderPlace(path);
  // Views of dbt name the database by the stem of its file.
  await connection.run(`attach '${quoted(path)}' as "${parse(path).name}" (read_only)`);
  return databasePlace(connection, parse(path).name, schema);
}

/** Endings of the files of target-jsonl. */
const endings = [".jsonl", ".jsonl.gz", ".jsonl.zst"];

function folderPlace(folder: string): Place {
  return {
    rowsOf: async (stream, columns) => {
      const path = endings.map((ending) => join(folder, stream + ending)).find((one) => existsSync(one));
      if (path === undefined || statSync(path).size === 0) return undefined;
      const shape = Object.entries(columns).map(([column, type]) => `"${column}": '${type}'`);
      return `select * from read_json('${quoted(path)}', format = 'newline_delimited', columns = {${shape.join(", ")}},
        maximum_object_size = 67108864)`;
    },
  };
}

/** The staging views of our dbt package, which hold the newest rows, or else the tables that a target wrote. */
function databasePlace(connection: DuckDBConnection, database: string, schema: string): Place {
  return {
    rowsOf: async (stream, columns) => {
      for (const table of [`stg_instagram__${stream}`, stream]) {
        const found = await connection.runAndReadAll(
          `select column_name from duckdb_columns() where database_name = '${quoted(database)}'
             and schema_name = '${quoted(schema)}' and table_name = '${table}'`,
        );
        const names = new Set(found.getRows().map(([name]) => String(name)));
        if (names.size === 0) continue;
        const parts = Object.entries(columns).map(([column, type]) =>
          names.has(column)
            ? `cast("${column}" as ${type}) as "${column}"`
            : `cast(null as ${type}) as "${column}"`,
        );
        return `select ${parts.join(", ")} from "${database}"."${schema}"."${table}"`;
      }
      return undefined;
    },
  };
}

function quoted(text: string): string {
  return text.replaceAll("'", "''");
}
