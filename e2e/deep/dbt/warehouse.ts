import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryPath } from "../../test/commands.ts";
import type { DbtProcess } from "./dbt-process.ts";
import type { Catalog, Row } from "./two-days.ts";

/** A database for dbt. The one of DuckDB is a file in the folder of the warehouse. */
export type Place = { readonly kind: "duckdb" } | { readonly kind: "postgres"; readonly port: number };

/** The name of that file: the same for all, as dbt reads the project anew for another one. */
export const databaseFile = "warehouse.duckdb";

/** How a command of dbt ended, with the status of each node that it ran. */
export interface DbtResult {
  readonly success: boolean;
  readonly nodes: {
    readonly [name: string]: {
      readonly status: string;
      readonly message: string | null;
      /** Rows that a test found. */
      readonly failures: number | null;
    };
  };
  readonly problem?: string | undefined;
}

/** A database, and dbt for it, until the test ends. */
export class Warehouse {
  readonly #ask: (step: object) => Promise<unknown>;
  readonly #place: Place;
  readonly #folder: string;
  readonly #parsed: string;

  constructor(dbt: DbtProcess, folder: string, place: Place) {
    this.#place = place;
    this.#folder = folder;
    this.#parsed = dbt.parsed;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "profiles.yml"), JSON.stringify(profile(place)));
    this.#ask = dbt.open({ folder, kind: place.kind, address: addressOf(place) });
  }

  /** Makes tables of the files of a folder, with the types that Singer targets give them. */
  async load(folder: string, schema: string, { streams }: Catalog, names: readonly string[]): Promise<void> {
    const tables = streams
      .filter(({ stream }) => names.includes(stream))
      .map(({ stream, schema: { properties } }) => {
        const columns = Object.entries(properties).map(([name, one]) => [name, this.#typeOf(one)]);
        const time = this.#typeOf({ type: "string", format: "date-time" });
        const loaders = { _sdc_extracted_at: time, _sdc_received_at: time, _sdc_sequence: "bigint" };
        return [stream, { ...Object.fromEntries(columns), ...loaders }];
      });
    await this.#ask({ load: { folder, schema, tables: Object.fromEntries(tables) } });
  }

  async query(sql: string): Promise<Row[]> {
    return (await this.#ask({ query: sql })) as Row[];
  }

  async execute(sql: string): Promise<void> {
    await this.#ask({ execute: sql });
  }

  async dbt(command: string, ...flags: readonly string[]): Promise<DbtResult> {
    const project = ["--project-dir", repositoryPath("dbt"), "--profiles-dir", this.#folder];
    // Nobody reads what it would log.
    const written = ["--target-path", this.targetOf(...flags), "--log-path", this.#folder];
    const silent = ["--log-level", "none", "--log-level-file", "none"];
    return (await this.#ask({ dbt: [command, ...project, ...written, ...silent, ...flags] })) as DbtResult;
  }

  /** Where dbt writes what it knows of the models. Commands and warehouses that read the project alike share it. */
  targetOf(...flags: readonly string[]): string {
    const variables = flags.filter((_, index) => flags[index - 1] === "--vars").join("\n");
    const name = createHash("sha256").update(`${this.#place.kind}\n${variables}`).digest("hex");
    return join(this.#parsed, name.slice(0, 16));
  }

  /** PostgreSQL gets times with a zone, as some targets make them, and DuckDB without. */
  #typeOf({ type, format }: { type: string | string[]; format?: string | undefined }): string {
    if (format === "date-time") return this.#place.kind === "duckdb" ? "timestamp" : "timestamptz";
    if (format === "date") return "date";
    const types = new Set([type].flat());
    if (types.has("integer")) return this.#place.kind === "duckdb" ? "hugeint" : "bigint";
    if (types.has("number")) return "double precision";
    if (types.has("boolean")) return "boolean";
    if (types.has("object") || types.has("array")) return this.#place.kind === "duckdb" ? "json" : "jsonb";
    return "text";
  }
}

function addressOf(place: Place): string | number {
  return place.kind === "duckdb" ? databaseFile : place.port;
}

function profile(place: Place): object {
  const common = { schema: "analytics", threads: 2 };
  const output =
    place.kind === "duckdb"
      ? { type: "duckdb", path: databaseFile, ...common }
      : {
          type: "postgres",
          host: "127.0.0.1",
          port: place.port,
          user: "tester",
          password: "",
          dbname: "postgres",
          ...common,
        };
  return { instagram: { target: "test", outputs: { test: output } } };
}

/** The nodes that did not end well, by their status. */
export function unwell({ nodes, problem }: DbtResult): string[] {
  const bad = Object.entries(nodes).filter(
    ([, { status }]) => !["success", "pass", "no-op"].includes(status),
  );
  return [
    ...(problem === undefined ? [] : [problem]),
    ...bad.map(([name, { status, message }]) => `${name}: ${status} ${message ?? ""}`),
  ];
}
