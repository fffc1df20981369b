import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { repositoryPath } from "../../test/commands.ts";
import { start } from "../../test/processes.ts";
import { commandIn } from "../../machines/python.ts";
import type { Catalog, Row } from "./two-days.ts";

/** A database for dbt. */
export type Place =
  | { readonly kind: "duckdb"; readonly path: string }
  | { readonly kind: "postgres"; readonly port: number };

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

/** A database, and dbt for it, in a process that ends with the test. Nothing leaves this machine. */
export class Warehouse {
  readonly #ask: (step: object) => Promise<unknown>;
  readonly #place: Place;
  readonly #dbtFlags: readonly string[];

  constructor(environment: string, folder: string, place: Place) {
    this.#place = place;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "profiles.yml"), JSON.stringify(profile(place)));
    this.#dbtFlags = [
      "--profiles-dir",
      folder,
      "--target-path",
      join(folder, "target"),
      "--log-path",
      folder,
    ];
    const script = fileURLToPath(new URL("warehouse.py", import.meta.url));
    const address = place.kind === "duckdb" ? [place.path, "0"] : ["", String(place.port)];
    const closed = "http://127.0.0.1:9";
    const { child } = start(commandIn(environment, "python"), [script, place.kind, ...address], {
      cwd: folder,
      stdio: ["pipe", "pipe", "ignore"],
      env: {
        DO_NOT_TRACK: "1",
        HTTP_PROXY: closed,
        HTTPS_PROXY: closed,
        PGTZ: "Asia/Tokyo",
        TZ: "Asia/Tokyo",
      },
    });
    const { stdin, stdout } = child;
    if (!stdin || !stdout) throw new Error("The warehouse has no pipes");
    const answers = createInterface(stdout)[Symbol.asyncIterator]();
    this.#ask = async (step) => {
      stdin.write(`${JSON.stringify(step)}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error("The warehouse ended");
      const { answer, problem } = JSON.parse(value);
      if (problem !== undefined) throw new Error(`${JSON.stringify(step).slice(0, 300)}: ${problem}`);
      return answer;
    };
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
    const project = ["--project-dir", repositoryPath("dbt")];
    return (await this.#ask({ dbt: [command, ...project, ...this.#dbtFlags, ...flags] })) as DbtResult;
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

function profile(place: Place): object {
  const common = { schema: "analytics", threads: 2 };
  const output =
    place.kind === "duckdb"
      ? { type: "duckdb", path: place.path, ...common }
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
