import type { SelectedStream } from "../catalog/selection.ts";
import { getOwn, setOwn, valueAt, type JsonObject, type JsonValue } from "../json/json.ts";
import type { ObjectSchema } from "../json/json-schema.ts";
import type { KeyedHash } from "./keyed-hash.ts";
import { mappedColumns, type MappedColumn } from "./mapped-columns.ts";
import type { StreamMap } from "./stream-map.ts";

/** A stream as the tap reads it. */
export type IncomingStream = Pick<SelectedStream, "name" | "schema" | "keyProperties" | "replicationKey">;

/** A stream as the target sees it. */
export interface OutgoingStream {
  readonly name: string;
  readonly schema: ObjectSchema;
  readonly keyProperties: readonly string[];
  /** Undefined when the stream is not INCREMENTAL, or when the target does not see the column as it is. */
  readonly bookmarkProperties?: readonly string[] | undefined;
  /** Gives a record its columns. Default: it has them. */
  readonly shape?: ((record: JsonObject) => JsonObject) | undefined;
}

/** A stream that no map changes. */
export function unmapped({ name, schema, keyProperties, replicationKey }: IncomingStream): OutgoingStream {
  const bookmarkProperties = replicationKey === undefined ? undefined : [replicationKey];
  return { name, schema, keyProperties, bookmarkProperties };
}

/** A stream after its map. Bookmarks stay with the stream's own name and columns: they are the tap's. */
export function outgoingStream(stream: IncomingStream, map: StreamMap, hash: KeyedHash): OutgoingStream {
  const { name, schema, keyProperties, replicationKey } = stream;
  const columns = mappedColumns(schema, map, keyProperties);
  const properties = Object.fromEntries(columns.map((column) => [column.name, column.schema]));
  const bookmark = columns.find(({ name: column, rule }) => rule === undefined && column === replicationKey);
  const renamed = columns.find(({ rule }) => rule?.kind === "copy" && isOnly(rule.path, replicationKey));
  const bookmarkName = (bookmark ?? renamed)?.name;
  const { required = [], ...rest } = schema;
  const kept = required.filter((one) => columns.some((column) => column.name === one && !column.rule));
  return {
    name: map.alias ?? name,
    schema: { ...rest, required: kept.length > 0 ? kept : undefined, type: "object", properties },
    keyProperties: map.keyProperties ?? keyProperties,
    bookmarkProperties: bookmarkName === undefined ? undefined : [bookmarkName],
    shape: shapeOf(columns, hash),
  };
}

/** The columns that the columns after a map are made from. */
export function sourcesOf(schema: ObjectSchema, map: StreamMap, keyProperties: readonly string[]): string[] {
  return mappedColumns(schema, map, keyProperties).flatMap(({ name, rule }) => {
    if (rule === undefined) return [name];
    return rule.kind === "constant" ? [] : rule.path.slice(0, 1);
  });
}

function isOnly(path: readonly string[], name: string | undefined): boolean {
  return path.length === 1 && path[0] === name;
}

function shapeOf(columns: readonly MappedColumn[], hash: KeyedHash): (record: JsonObject) => JsonObject {
  const steps = columns.map((column) => ({ name: column.name, read: readerOf(column, hash) }));
  return (record) => {
    const shaped: JsonObject = {};
    for (const { name, read } of steps) {
      const value = read(record);
      if (value !== undefined) setOwn(shaped, name, value);
    }
    return shaped;
  };
}

function readerOf(
  { name, rule }: MappedColumn,
  hash: KeyedHash,
): (record: JsonObject) => JsonValue | undefined {
  if (rule === undefined) return (record) => getOwn(record, name);
  if (rule.kind === "constant") return () => rule.value;
  const { kind, path } = rule;
  return (record) => {
    const value = valueAt(record, path);
    return value === undefined || kind === "copy" ? value : hash(value);
  };
}
