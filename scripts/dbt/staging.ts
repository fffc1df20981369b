import type { StreamDeclaration } from "@tap-instagram/singer";
import { columnType } from "./column-type.ts";

/** The macro that tells the others which streams there are, with their keys and columns. */
export function streamsMacro(streams: readonly StreamDeclaration[]): string {
  const declared = streams.map((stream) => {
    const columns = Object.entries(stream.schema.properties).map(
      ([name, schema]) => `    {'name': '${name}', 'type': '${columnType(schema)}'},`,
    );
    const key = stream.keyProperties.map((name) => `'${name}'`).join(", ");
    return [`  '${stream.name}': {'key': [${key}], 'columns': [`, ...columns, "  ]},"].join("\n");
  });
  return [
    "{# Generated from the streams' declarations; `npm run dbt` writes it anew. #}",
    "{% macro streams() %}",
    "{{ return({",
    ...declared,
    "}) }}",
    "{% endmacro %}\n",
  ].join("\n");
}

/** The model of a stream: the newest row of each key. */
export function stagingModel({ name }: StreamDeclaration): string {
  return `-- Generated; \`npm run dbt\` writes it anew.\n{{ instagram.newest_rows_of('${name}') }}\n`;
}

/** Where the loader leaves the tables. */
export function sources(streams: readonly StreamDeclaration[]): object {
  return {
    version: 2,
    sources: [
      {
        name: "tap_instagram",
        description: "The tables that a Singer target makes of tap-instagram's streams",
        schema: "{{ var('instagram_schema', 'tap_instagram') }}",
        database: "{{ var('instagram_database', target.database) }}",
        loader: "tap-instagram",
        loaded_at_field: "_sdc_extracted_at",
        config: { freshness: { warn_after: { count: 2, period: "day" } } },
        tables: streams.map(({ name, description, schema }) => ({
          name,
          description: `${description}.`,
          identifier: `{{ var('instagram_${name}_identifier', '${name}') }}`,
          columns: Object.entries(schema.properties).map(([column, one]) => ({
            name: column,
            description: one.description,
          })),
        })),
      },
    ],
  };
}

/** What the models of the streams hold, and the tests that their declarations imply. */
export function stagingProperties(streams: readonly StreamDeclaration[]): object {
  return { version: 2, models: streams.map(stagingModelProperties) };
}

function stagingModelProperties({ name, description, schema, keyProperties }: StreamDeclaration): object {
  const columns = Object.entries(schema.properties);
  const counts = columns.filter(([column, one]) => columnType(one) === "bigint" && !isOldId(column));
  return {
    name: `stg_instagram__${name}`,
    description: `${description}. The newest row of each key.`,
    data_tests: [
      {
        "instagram.one_row_per": {
          arguments: { columns: ["source_relation", ...keyProperties.map(quoted)] },
        },
      },
      ...(counts.length > 0
        ? [{ "instagram.not_negative": { arguments: { columns: counts.map(([column]) => quoted(column)) } } }]
        : []),
      ...(keyProperties.includes("date")
        ? [{ "instagram.ends_in_california": { arguments: { column: quoted("date") } } }]
        : []),
    ],
    columns: [
      { name: "source_relation", description: sourceRelation, data_tests: ["not_null"] },
      ...columns.map(([column, one]) => ({
        name: column,
        description: one.description,
        ...(isKept(column) ? { quote: true } : {}),
        ...(keyProperties.includes(column) ? { data_tests: ["not_null"] } : {}),
      })),
      { name: "_sdc_extracted_at", description: extractedAt },
    ],
  };
}

export const sourceRelation = "The connection that the row is of: its name or schema";
export const extractedAt =
  "When the tap read the row, in UTC; null where the target does not record it (add_record_metadata)";

/** A number that names and does not count. */
function isOldId(column: string): boolean {
  return column === "ig_id";
}

/** The same list as the macro `name_of` has. */
const kept = new Set(["at", "date", "day", "from", "hour", "position", "text", "timestamp", "user", "value"]);

function isKept(column: string): boolean {
  return kept.has(column);
}

/** As dbt writes it into a test. DuckDB and PostgreSQL quote alike. */
function quoted(column: string): string {
  return isKept(column) ? `"${column}"` : column;
}
