import type { JsonSchema, StreamDeclaration } from "@tap-instagram/singer";
import { columnType } from "./column-type.ts";

/** The version of the contract. A column that goes, or changes its type, makes a new first number. */
const version = "1.0.0";

/** The data contract of the streams, in the Open Data Contract Standard 3.1.0. */
export function contract(streams: readonly StreamDeclaration[]): object {
  return {
    apiVersion: "v3.1.0",
    kind: "DataContract",
    id: "tap-instagram",
    name: "Instagram, by tap-instagram",
    version,
    status: "active",
    description: {
      purpose: "What Instagram accounts publish, and how people react to it, as a Singer target stores it.",
      usage:
        "A table that was not selected is not there. A figure that the API does not give is null, never 0.",
      limitations:
        "Reach and accounts_engaged count people: they must not be added up over days, posts or accounts. Days are those of California.",
    },
    servers: [
      { server: "files", type: "local", path: "output/{model}.jsonl", format: "json" },
      {
        server: "postgres",
        type: "postgres",
        host: "localhost",
        port: 5432,
        database: "warehouse",
        schema: "tap_instagram",
      },
    ],
    schema: streams.map(({ name, description, schema, keyProperties }) => ({
      name,
      physicalType: "table",
      description: `${description}.`,
      properties: Object.entries(schema.properties).map(([column, one]) =>
        property(column, one, keyProperties.indexOf(column)),
      ),
    })),
  };
}

function property(name: string, schema: JsonSchema, place: number): object {
  const logicalType = logicalTypeOf(schema);
  const isCount = logicalType === "integer" || logicalType === "number";
  return {
    name,
    description: schema.description,
    logicalType,
    ...(isCount ? { logicalTypeOptions: { minimum: 0 } } : {}),
    ...(place >= 0 ? { required: true, primaryKey: true, primaryKeyPosition: place + 1 } : {}),
  };
}

function logicalTypeOf(schema: JsonSchema): string {
  const types = new Set([schema.type].flat());
  if (types.has("array")) return "array";
  if (types.has("object")) return "object";
  const words = {
    text: "string",
    bigint: "integer",
    float: "number",
    boolean: "boolean",
    timestamp: "timestamp",
    date: "date",
  };
  return words[columnType(schema)];
}
