import type { JsonSchema, ObjectSchema } from "../json/json-schema.ts";
import type { ColumnRule, StreamMap } from "./stream-map.ts";

/** A column as the target sees it. */
export interface MappedColumn {
  readonly name: string;
  /** `undefined`: the column of this name, as it is. */
  readonly rule?: Exclude<ColumnRule, { kind: "drop" }> | undefined;
  readonly schema: JsonSchema;
}

/** A schema, and whether a record may have null there. */
interface Found {
  readonly schema: JsonSchema;
  readonly mayBeNull: boolean;
}

/** The columns of a stream after its map: those it had in their order, then new ones. Leaves out what has no source. */
export function mappedColumns(
  schema: ObjectSchema,
  map: StreamMap,
  streamKeys: readonly string[],
): MappedColumn[] {
  const keys = map.keyProperties ?? streamKeys;
  const kept = new Set([...streamKeys, ...keys]);
  const names = new Set([...Object.keys(schema.properties), ...map.columns.keys()]);
  return [...names].flatMap((name): MappedColumn[] => {
    const rule = map.columns.get(name);
    const property = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    if (rule?.kind === "drop") return [];
    if (rule === undefined)
      return property === undefined || (map.dropsOthers && !kept.has(name))
        ? []
        : [{ name, schema: property }];
    if (rule.kind === "constant")
      return [{ name, rule, schema: constantSchema(rule.value, !keys.includes(name)) }];
    const source = findPath(schema, rule.path);
    return source === undefined ? [] : [{ name, rule, schema: sourceSchema(source, rule.kind) }];
  });
}

/** What a schema says of a property at a path, through objects. */
export function findPath(schema: JsonSchema, path: readonly string[]): Found | undefined {
  let here: Found = { schema, mayBeNull: false };
  for (const step of path) {
    const { properties } = here.schema;
    const next = properties !== undefined && Object.hasOwn(properties, step) ? properties[step] : undefined;
    if (next === undefined) return undefined;
    here = { schema: next, mayBeNull: here.mayBeNull || typesOf(next).includes("null") };
  }
  return here;
}

/** The types of a schema. */
export function typesOf({ type = [] }: JsonSchema): readonly string[] {
  return typeof type === "string" ? [type] : type;
}

function sourceSchema({ schema, mayBeNull }: Found, kind: "copy" | "hash"): JsonSchema {
  if (kind === "copy") return { ...schema, type: withNull(typesOf(schema), mayBeNull) };
  const { description = "A column" } = schema;
  return {
    type: withNull(["string"], mayBeNull),
    description: `${description}, as HMAC-SHA-256 in hexadecimal digits`,
  };
}

/** Null is allowed: a table also takes rows of a time without the map. */
function constantSchema(value: string | number | boolean, mayBeNull: boolean): JsonSchema {
  const type = typeof value === "number" ? (Number.isInteger(value) ? "integer" : "number") : typeof value;
  return { type: withNull([type], mayBeNull), description: "A constant of the setting stream_maps" };
}

function withNull(types: readonly string[], mayBeNull: boolean): readonly string[] {
  return mayBeNull && !types.includes("null") ? [...types, "null"] : types;
}
