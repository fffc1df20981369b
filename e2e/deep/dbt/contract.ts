import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { repositoryPath } from "../../test/commands.ts";
import type { Row } from "./two-days.ts";

/** A column, as the data contract has it. */
export interface ContractColumn {
  readonly name: string;
  readonly logicalType: string;
  readonly logicalTypeOptions?: { readonly minimum?: number | undefined } | undefined;
  readonly required?: boolean | undefined;
  readonly primaryKey?: boolean | undefined;
}

/** A table, as the data contract has it. */
export interface ContractTable {
  readonly name: string;
  readonly properties: readonly ContractColumn[];
}

/** The tables of the contract that we ship, by name. */
export function contractTables(): ReadonlyMap<string, ContractTable> {
  const text = readFileSync(repositoryPath("dbt/contract/instagram.odcs.yaml"), "utf8");
  const { schema }: { schema: readonly ContractTable[] } = parse(text);
  return new Map(schema.map((table) => [table.name, table]));
}

/** What rows of a file have that the contract does not allow: each kind of it once. */
export function violationsOf(rows: readonly Row[], { name, properties }: ContractTable): string[] {
  const found = new Set<string>();
  const columns = new Map(properties.map((column) => [column.name, column]));
  const keys = new Set<string>();
  for (const row of rows) {
    for (const column of properties.filter(({ required }) => required))
      if ((row[column.name] ?? null) === null) found.add(`${name}.${column.name} is null`);
    for (const [column, value] of Object.entries(row)) {
      const declared = columns.get(column);
      if (declared === undefined) {
        // What targets add to each row.
        if (!column.startsWith("_sdc_")) found.add(`${name}.${column} is not in the contract`);
      } else if (value !== null) {
        if (!isOfType(value, declared.logicalType))
          found.add(`${name}.${column} is no ${declared.logicalType}`);
        const { minimum } = declared.logicalTypeOptions ?? {};
        if (minimum !== undefined && Number(value) < minimum)
          found.add(`${name}.${column} is below ${minimum}`);
      }
    }
    const key = JSON.stringify(
      properties.filter(({ primaryKey }) => primaryKey).map((column) => row[column.name]),
    );
    if (keys.has(key)) found.add(`${name} has a key twice`);
    keys.add(key);
  }
  return [...found];
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "integer":
      return Number.isInteger(value);
    case "timestamp":
      return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);
    case "date":
      return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

/** What PostgreSQL calls the types of the contract, with a target that keeps objects and lists as JSON. */
const postgresTypes: { readonly [type: string]: readonly string[] } = {
  string: ["text", "character varying"],
  integer: ["bigint"],
  number: ["double precision", "numeric"],
  boolean: ["boolean"],
  timestamp: ["timestamp with time zone", "timestamp without time zone"],
  date: ["date"],
  object: ["jsonb"],
  array: ["jsonb", "ARRAY"],
};

/** What the tables of a schema in PostgreSQL have that the contract does not allow. */
export async function violationsIn(
  query: (sql: string) => Promise<Row[]>,
  schema: string,
  tables: ReadonlyMap<string, ContractTable>,
): Promise<string[]> {
  const found: string[] = [];
  const columns = await query(
    `select table_name, column_name, data_type from information_schema.columns where table_schema = '${schema}'`,
  );
  for (const { table_name: table, column_name: name, data_type: type } of columns) {
    const column = tables.get(String(table))?.properties.find((one) => one.name === name);
    if (column === undefined) {
      if (!String(name).startsWith("_sdc_")) found.push(`${table}.${name} is not in the contract`);
      continue;
    }
    if (!postgresTypes[column.logicalType]?.includes(String(type))) {
      found.push(`${table}.${name} is ${type}, not ${column.logicalType}`);
      continue;
    }
    const { minimum } = column.logicalTypeOptions ?? {};
    const bad = [
      ...(column.required ? [`"${name}" is null`] : []),
      ...(minimum === undefined ? [] : [`"${name}" < ${minimum}`]),
    ];
    if (bad.length === 0) continue;
    const [row] = await query(`select count(*) as bad from "${schema}"."${table}" where ${bad.join(" or ")}`);
    if (Number(row?.["bad"]) > 0) found.push(`${table}.${name}: ${bad.join(" or ")}`);
  }
  return found;
}
