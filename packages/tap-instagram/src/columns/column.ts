import type { JsonObject, JsonSchema, JsonValue, ObjectSchema } from "@tap-instagram/singer";
import { utcTimestamp } from "@tap-instagram/core";
import { emptyRecord } from "./empty-record.ts";
import { columnsIn, isSelected, selectedInside, type SelectedColumns } from "./selected-columns.ts";
import {
  isObject,
  isValue,
  listIn,
  objectIn,
  readBoolean,
  readNumber,
  readText,
  untold,
  wholeNumber,
  isText,
  type OnMisshapen,
} from "./values.ts";

/** Makes a column's value from what the API has. */
export type ValueReader = (value: unknown, onMisshapen?: OnMisshapen) => JsonValue;

/** Makes a record from a node. */
export type NodeReader = (node: Node, onMisshapen: OnMisshapen) => JsonObject;

interface Node {
  readonly [field: string]: unknown;
}

/** One column of a stream: its schema, the Graph field it comes from, and how a value becomes one of its type. */
export interface Column {
  readonly schema: JsonSchema;
  /** The field to ask the API for; `null` when the value comes from elsewhere. Default: the column's name. */
  readonly field?: string | null | undefined;
  /** False for columns that a catalog has to ask for. Default true. */
  readonly selectedByDefault?: boolean | undefined;
  /** Converts a value to the type of the schema. An unexpected value becomes `null`: it must not break the schema. */
  readonly read: ValueReader;
  /** The same for a column with properties, of which some are selected. */
  readerOf?(selected: SelectedColumns): ValueReader;
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

export function number(description: string, options: ColumnOptions = {}): Column {
  return {
    ...options,
    schema: { type: ["number", "null"], description },
    read: readNumber,
  };
}

export function boolean(description: string, options: ColumnOptions = {}): Column {
  return {
    ...options,
    schema: { type: ["boolean", "null"], description },
    read: readBoolean,
  };
}

/** An object whose properties are columns. */
export function record(description: string, properties: Columns, options: ColumnOptions = {}): Column {
  const inner = objectSchema(properties);
  const readerFor = (selected: SelectedColumns): ValueReader => {
    const read = columnReader(properties, selected);
    return (value, onMisshapen = untold) => {
      const object = objectIn(value, onMisshapen);
      return object ? read(object, onMisshapen) : null;
    };
  };
  const schema: JsonSchema = { ...inner, type: ["object", "null"], description };
  return { ...options, schema, read: readerFor(columnsIn(inner)), readerOf: readerFor };
}

/** A list of objects whose properties are columns. */
export function list(description: string, properties: Columns, options: ColumnOptions = {}): Column {
  const items = objectSchema(properties);
  const readerFor = (selected: SelectedColumns): ValueReader => {
    const read = columnReader(properties, selected);
    return (value, onMisshapen = untold) =>
      listIn(value, isObject, onMisshapen)?.map((item) => read(item, onMisshapen)) ?? null;
  };
  const schema: JsonSchema = { type: ["array", "null"], items, description };
  return { ...options, schema, read: readerFor(columnsIn(items)), readerOf: readerFor };
}

/** A list of texts. */
export function texts(description: string, options: ColumnOptions = {}): Column {
  const schema: JsonSchema = { type: ["array", "null"], items: { type: ["string"] }, description };
  return { ...options, schema, read: readTexts, readerOf: () => readTexts };
}

function readTexts(value: unknown, onMisshapen: OnMisshapen = untold): JsonValue {
  return listIn(value, isText, onMisshapen) ?? null;
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

/**
 * Makes records of the selected columns from nodes whose fields are called like them: what is not selected is not even
 * converted.
 *
 * @param others Columns that are read in any case.
 */
export function columnReader(
  columns: Columns,
  selected: SelectedColumns,
  others: readonly string[] = [],
): NodeReader {
  const steps = Object.entries(columns).flatMap(([name, column]) =>
    isSelected(selected, name) || others.includes(name)
      ? [{ name, column, read: readerOf(name, column, selectedInside(selected, name)) }]
      : [],
  );
  const empty = emptyRecord(steps.map(({ name }) => name));
  return (node, onMisshapen) => {
    const values: JsonObject = { ...empty };
    for (const { name, column, read } of steps) {
      const value = node[column.field ?? name];
      const found = read(value, onMisshapen);
      values[name] = found;
      if (found === null && column.field !== null && column.readerOf === undefined && isValue(value))
        onMisshapen([name], value);
    }
    return values;
  };
}

/** What is inside of the column gets the column's name in front. */
function readerOf(name: string, column: Column, selected: SelectedColumns): ValueReader {
  const read = column.readerOf?.(selected);
  if (!read) return column.read;
  return (value, onMisshapen = untold) => read(value, (path, inner) => onMisshapen([name, ...path], inner));
}

/** The Graph fields that the selected columns come from. */
export function fieldsOf(columns: Columns, selected: SelectedColumns): string[] {
  return Object.entries(columns).flatMap(([name, { field = name }]) =>
    field !== null && isSelected(selected, name) ? [field] : [],
  );
}
