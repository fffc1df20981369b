import type { JsonObject, JsonSchema, JsonValue, ObjectSchema } from "@tap-instagram/singer";
import { utcTimestamp } from "@tap-instagram/core";
import { emptyRecord } from "./empty-record.ts";
import { isSelected, selectedInside, type SelectedColumns } from "./selected-columns.ts";

/** One column of a stream: its schema, the Graph field it comes from, and how a value becomes one of its type. */
export interface Column {
  readonly schema: JsonSchema;
  /** The field to ask the API for; `null` when the value comes from elsewhere. Default: the column's name. */
  readonly field?: string | null | undefined;
  /** False for columns that a catalog has to ask for. Default true. */
  readonly selectedByDefault?: boolean | undefined;
  /** Converts a value to the type of the schema. An unexpected value becomes `null`: it must not break the schema. */
  read(value: unknown): JsonValue;
  /** The same for a column with properties, of which some are selected. */
  readerOf?(selected: SelectedColumns): Column["read"];
}

/** The columns of a stream, in their order. */
export interface Columns {
  readonly [name: string]: Column;
}

/** Options of a column. */
export type ColumnOptions = Pick<Column, "field" | "selectedByDefault">;

/** Part of the key: a text that is never null. It is not requested as a Graph field. */
export function key(description: string, options: ColumnOptions = { field: null }): Column {
  return { ...options, schema: { type: ["string"], description }, read: (value) => String(value) };
}

/** A date-time that is part of the key. */
export function keyTimestamp(description: string): Column {
  return {
    field: null,
    schema: { type: ["string"], format: "date-time", description },
    read: (value) => String(value),
  };
}

export function text(description: string, options: ColumnOptions = {}): Column {
  return { ...options, schema: { type: ["string", "null"], description }, read: readText };
}

/** UTC, `2026-01-02T03:04:05Z`. */
export function timestamp(description: string, options: ColumnOptions = {}): Column {
  return {
    ...options,
    schema: { type: ["string", "null"], format: "date-time", description },
    read: utcTimestamp,
  };
}

export function integer(description: string, options: ColumnOptions = {}): Column {
  return {
    ...options,
    schema: { type: ["integer", "null"], description },
    read: wholeNumber,
  };
}

/** Rounds averages that come with decimals where the API documents a whole number. */
export function wholeNumber(value: unknown): number | null {
  const rounded = Math.round(numberIn(value));
  return Number.isSafeInteger(rounded) ? rounded : null;
}

/** Other parts of the Graph API write their figures as texts. */
function numberIn(value: unknown): number {
  if (typeof value === "string" && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value)) return Number(value);
  return typeof value === "number" ? value : NaN;
}

export function number(description: string, options: ColumnOptions = {}): Column {
  return {
    ...options,
    schema: { type: ["number", "null"], description },
    read: (value) => {
      const found = numberIn(value);
      return Number.isFinite(found) ? found : null;
    },
  };
}

export function boolean(description: string, options: ColumnOptions = {}): Column {
  return {
    ...options,
    schema: { type: ["boolean", "null"], description },
    read: (value) => (typeof value === "boolean" ? value : null),
  };
}

/** An object whose properties are columns. */
export function record(description: string, properties: Columns, options: ColumnOptions = {}): Column {
  return {
    ...options,
    schema: { ...objectSchema(properties), type: ["object", "null"], description },
    read: (value) => (isObject(value) ? readColumns(properties, value) : null),
    readerOf: (selected) => {
      const read = columnReader(properties, selected);
      return (value) => (isObject(value) ? read(value) : null);
    },
  };
}

/** A list of objects whose properties are columns. */
export function list(description: string, properties: Columns, options: ColumnOptions = {}): Column {
  return {
    ...options,
    schema: { type: ["array", "null"], items: objectSchema(properties), description },
    read: (value) =>
      Array.isArray(value) ? value.filter(isObject).map((item) => readColumns(properties, item)) : null,
    readerOf: (selected) => {
      const read = columnReader(properties, selected);
      return (value) => (Array.isArray(value) ? value.filter(isObject).map(read) : null);
    },
  };
}

/** A list of texts. */
export function texts(description: string, options: ColumnOptions = {}): Column {
  return {
    ...options,
    schema: { type: ["array", "null"], items: { type: ["string"] }, description },
    read: (value) => (Array.isArray(value) ? value.filter((item) => typeof item === "string") : null),
  };
}

/** A column that other connectors have and the API no longer fills. It stays because models use it. */
export function retired(description: string, type: "string" | "integer" = "integer"): Column {
  return {
    field: null,
    schema: { type: [type, "null"], description: `Always null. ${description}` },
    read: () => null,
  };
}

/** The schema of a whole record. */
export function objectSchema(columns: Columns): ObjectSchema {
  const properties = Object.fromEntries(Object.entries(columns).map(([name, { schema }]) => [name, schema]));
  return { type: "object", properties };
}

/** A record from a node whose fields are called like the columns. */
export function readColumns(columns: Columns, node: { readonly [field: string]: unknown }): JsonObject {
  const values: JsonObject = {};
  for (const [name, column] of Object.entries(columns))
    values[name] = column.read(node[column.field ?? name]);
  return values;
}

/**
 * As {@link readColumns}, for the selected columns alone: what nobody wants is not even converted.
 *
 * @param others Columns that are read in any case.
 */
export function columnReader(
  columns: Columns,
  selected: SelectedColumns,
  others: readonly string[] = [],
): (node: { readonly [field: string]: unknown }) => JsonObject {
  const steps = Object.entries(columns).flatMap(([name, column]) =>
    isSelected(selected, name) || others.includes(name)
      ? [{ name, field: column.field ?? name, read: readerOf(column, selectedInside(selected, name)) }]
      : [],
  );
  const empty = emptyRecord(steps.map(({ name }) => name));
  return (node) => {
    const values: JsonObject = { ...empty };
    for (const { name, field, read } of steps) values[name] = read(node[field]);
    return values;
  };
}

function readerOf(column: Column, selected: SelectedColumns): Column["read"] {
  return column.readerOf?.(selected) ?? ((value) => column.read(value));
}

/** The Graph fields that the selected columns come from. */
export function fieldsOf(columns: Columns, selected: SelectedColumns): string[] {
  return Object.entries(columns).flatMap(([name, { field = name }]) =>
    field !== null && isSelected(selected, name) ? [field] : [],
  );
}

/** The API leaves an empty text out, or writes it: either is no text. */
function readText(value: unknown): JsonValue {
  if (typeof value === "string") return value === "" ? null : value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

function isObject(value: unknown): value is { [field: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
