import { InvalidInputError } from "../errors.ts";
import { setOwn, valueAt, type JsonObject } from "../json/json.ts";
import type { JsonSchema, ObjectSchema } from "../json/json-schema.ts";
import type { SelectedStream } from "./selection.ts";

/** How nested objects become columns. */
export interface Flattening {
  /** How many levels of objects become columns; deeper ones become JSON text. 0 changes nothing. */
  maxDepth: number;
  /** The text between the names of parent and child, e.g. `__`. */
  separator: string;
}

/** The flat form of a stream: its schema, and a function that makes records fit it. */
export interface FlatStream {
  readonly schema: ObjectSchema;
  readonly flatten: (record: JsonObject) => JsonObject;
}

interface Column {
  name: string;
  path: readonly string[];
  isJson: boolean;
  schema: JsonSchema;
}

/**
 * Turns nested objects into columns: `owner.id` becomes `owner__id`. Lists, objects without properties and deeper
 * levels become JSON text.
 *
 * @throws RangeError when two properties would have the same column.
 *
 * @example
 * ```ts
 * import { flattenStream } from "@tap-instagram/singer/testing";
 *
 * const owner = { type: ["object", "null"], properties: { id: { type: ["string"] } } };
 * const { schema, flatten } = flattenStream(
 *   { type: "object", properties: { id: { type: ["string"] }, owner } },
 *   { maxDepth: 1, separator: "__" },
 * );
 * Object.keys(schema.properties); // ["id", "owner__id"]
 * flatten({ id: "1", owner: { id: "7" } }); // { id: "1", owner__id: "7" }
 * ```
 */
export function flattenStream(schema: ObjectSchema, flattening: Flattening): FlatStream {
  if (flattening.maxDepth <= 0) return { schema, flatten: (record) => record };
  const columns = columnsOf(schema, [], flattening, false);
  const properties: { [name: string]: JsonSchema } = {};
  for (const { name, path, schema: property } of columns) {
    if (Object.hasOwn(properties, name)) {
      throw new RangeError(
        `Cannot flatten the schema: "${path.join(".")}" and another property would both become the column "${name}"; ` +
          `set flattening_separator to something else than "${flattening.separator}"`,
      );
    }
    setOwn(properties, name, property);
  }
  const { required: _required, ...rest } = schema;
  const required = (schema.required ?? []).filter((name) => Object.hasOwn(properties, name));
  return {
    schema: { ...rest, required: required.length > 0 ? required : undefined, type: "object", properties },
    flatten: (record) => flattenRecord(record, columns),
  };
}

function columnsOf(
  schema: JsonSchema,
  path: readonly string[],
  flattening: Flattening,
  isParentNullable: boolean,
): Column[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const here = [...path, key];
    const simple = property.anyOf?.[0] ?? property.oneOf?.[0] ?? property;
    const types = typeof simple.type === "string" ? [simple.type] : (simple.type ?? []);
    const isNullable = isParentNullable || types.includes("null");
    const hasProperties = simple.properties !== undefined && Object.keys(simple.properties).length > 0;
    if (hasProperties && path.length < flattening.maxDepth)
      return columnsOf(simple, here, flattening, isNullable);
    const isJson = types.length === 0 || types.includes("object") || types.includes("array");
    const column: JsonSchema = isJson
      ? { type: ["string", "null"], description: property.description }
      : { ...simple, type: isParentNullable ? nullable(types) : types };
    return [{ name: here.join(flattening.separator), path: here, isJson, schema: column }];
  });
}

/** A column is null when the object above it is null. */
function nullable(types: readonly string[]): readonly string[] {
  return types.includes("null") ? types : [...types, "null"];
}

function flattenRecord(record: JsonObject, columns: readonly Column[]): JsonObject {
  const flat: JsonObject = {};
  for (const { name, path, isJson } of columns) {
    const value = valueAt(record, path);
    if (value === undefined) continue;
    const isText = isJson && value !== null && typeof value !== "string";
    setOwn(flat, name, isText ? JSON.stringify(value) : value);
  }
  return flat;
}

/** Refuses settings that give two properties the same column. @throws InvalidInputError that names the streams. */
export function checkColumns(
  streams: readonly Pick<SelectedStream, "name" | "schema">[],
  flattening: Flattening,
): void {
  const problems = streams.flatMap(({ name, schema }) => {
    try {
      flattenStream(schema, flattening);
      return [];
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return [{ place: "flattening_separator", message: `stream "${name}": ${error.message}` }];
    }
  });
  if (problems.length > 0) throw new InvalidInputError("Cannot use the settings", problems);
}
