import type { StreamDeclaration } from "../catalog/catalog.ts";
import type { Problem } from "../errors.ts";
import { nearest } from "../json/nearest.ts";
import { findPath, mappedColumns, typesOf, type MappedColumn } from "./mapped-columns.ts";
import { hashFunction } from "./parse-rule.ts";
import { mapsSetting } from "./parse-stream-maps.ts";
import type { SourceRule, StreamMap, StreamMaps } from "./stream-map.ts";

/** What is wrong with maps once the streams are known: a name that does not exist would let through what was to be hidden. */
export function checkMaps(maps: StreamMaps, streams: readonly StreamDeclaration[]): Problem[] {
  const unknown = [...maps.byStream.keys()].flatMap((name) => {
    const names = streams.map((stream) => stream.name);
    if (names.includes(name)) return [];
    return [{ place: `${mapsSetting}.${name}`, message: unknownName("stream", name, names) }];
  });
  const wrong = streams.flatMap((stream) => {
    const map = maps.byStream.get(stream.name);
    return map === undefined || map === "drop" ? [] : checkMap(stream, map);
  });
  return [...unknown, ...wrong, ...sharedNames(maps, streams)];
}

/** Streams whose key leaves out a part of what identifies a record: a target that replaces by key loses rows. */
export function looseKeys(maps: StreamMaps, streams: readonly StreamDeclaration[]): string[] {
  return streams.flatMap(({ name, schema, keyProperties }) => {
    const map = maps.byStream.get(name);
    if (map === undefined || map === "drop" || map.keyProperties?.length === 0) return [];
    const keys = map.keyProperties ?? keyProperties;
    const columns = mappedColumns(schema, map, keyProperties).filter((column) => keys.includes(column.name));
    const lost = keyProperties.filter((key) => !columns.some((column) => isAllOf(column, key)));
    if (lost.length === 0) return [];
    return [
      `stream_maps gives the stream "${name}" a key without ${lost.join(", ")}: ` +
        `records that differ only there replace each other in targets that load by key`,
    ];
  });
}

/** Whether a column tells the values of another apart. */
function isAllOf({ name, rule }: MappedColumn, key: string): boolean {
  if (rule === undefined) return name === key;
  return rule.kind !== "constant" && rule.path.length === 1 && rule.path[0] === key;
}

function checkMap(stream: StreamDeclaration, map: StreamMap): Problem[] {
  const { name, schema, keyProperties } = stream;
  const place = (column: string): string => `${mapsSetting}.${name}.${column}`;
  const known = Object.keys(schema.properties);
  const rules = [...map.columns].flatMap(([column, rule]): Problem[] => {
    const isKnown = known.includes(column);
    if (rule.kind === "drop")
      return isKnown ? [] : [{ place: place(column), message: unknownName("column", column, known) }];
    const alike = known.find((one) => one !== column && one.toLowerCase() === column.toLowerCase());
    if (!isKnown && alike !== undefined) {
      const message = `found a new column "${column}" beside "${alike}", wanted names that differ in more than capitals: targets take them for one`;
      return [{ place: place(column), message }];
    }
    if (rule.kind === "constant") return [];
    const source = findPath(schema, rule.path);
    if (source === undefined) return [{ place: place(column), message: unknownPath(rule, stream) }];
    return rule.kind === "hash" && !isHashable(typesOf(source.schema))
      ? [{ place: place(column), message: notHashable(rule.path, source.schema.properties) }]
      : [];
  });
  if (rules.length > 0) return rules;
  return checkKeys(stream, map, keyProperties, place);
}

function checkKeys(
  { schema }: StreamDeclaration,
  map: StreamMap,
  keyProperties: readonly string[],
  place: (column: string) => string,
): Problem[] {
  const columns = mappedColumns(schema, map, keyProperties);
  return (map.keyProperties ?? keyProperties).flatMap((key): Problem[] => {
    const column = columns.find(({ name }) => name === key);
    const isGiven = map.keyProperties !== undefined;
    const here = place(isGiven ? "__key_properties__" : key);
    if (column === undefined) {
      const message = isGiven
        ? `found "${key}", wanted a column that the stream has after its map`
        : `found a key column that is left out, wanted one that stays: ${keyAdvice(key, map, keyProperties)}`;
      return [{ place: here, message }];
    }
    if (!isGiven && column.rule?.kind === "constant") {
      return [
        {
          place: here,
          message: `found a constant for a key column, wanted values that tell records apart: give the constant another name`,
        },
      ];
    }
    if (!typesOf(column.schema).includes("null")) return [];
    return [
      {
        place: here,
        message: `found "${key}", which can be null, wanted a column that never is: targets refuse records without a key`,
      },
    ];
  });
}

/** A renamed key needs its new name in the key; another one is better hashed than left out. */
function keyAdvice(key: string, map: StreamMap, keyProperties: readonly string[]): string {
  if (newNameOf(key, map) === undefined)
    return `to hide it, write "${hashFunction}(${key})"; to load without a key, add "__key_properties__": null`;
  const keys = keyProperties.map((one) =>
    map.columns.get(one)?.kind === "drop" ? (newNameOf(one, map) ?? one) : one,
  );
  return `name the new key, "__key_properties__": [${keys.map((one) => JSON.stringify(one)).join(", ")}]`;
}

/** The column that has all of another one. */
function newNameOf(key: string, map: StreamMap): string | undefined {
  const renamed = [...map.columns].find(
    ([, rule]) =>
      rule.kind !== "drop" && rule.kind !== "constant" && rule.path.length === 1 && rule.path[0] === key,
  );
  return renamed?.[0];
}

/** Two streams in one table. */
function sharedNames(maps: StreamMaps, streams: readonly StreamDeclaration[]): Problem[] {
  const outgoing = streams.flatMap(({ name }) => {
    const map = maps.byStream.get(name);
    const isDropped = map === "drop" || (map === undefined && maps.dropsOthers);
    return isDropped ? [] : [{ name, alias: map?.alias }];
  });
  return outgoing.flatMap(({ name, alias }) => {
    if (alias === undefined) return [];
    const other = outgoing.find(
      (one) => one.name !== name && (one.alias ?? one.name).toLowerCase() === alias.toLowerCase(),
    );
    if (other === undefined) return [];
    const message = `found "${alias}", wanted a name of its own: the stream "${other.name}" has it`;
    return [{ place: `${mapsSetting}.${name}.__alias__`, message }];
  });
}

function isHashable(types: readonly string[]): boolean {
  return types.length > 0 && types.every((type) => ["string", "integer", "number", "null"].includes(type));
}

function notHashable(
  path: readonly string[],
  properties: { readonly [name: string]: unknown } | undefined,
): string {
  const [inside] = Object.keys(properties ?? {});
  const example =
    inside === undefined
      ? "leave the column out with null"
      : `hash what is inside, as in ${hashFunction}(record${[...path, inside].map((step) => `['${step}']`).join("")}), or leave the column out with null`;
  return `found "${path.join(".")}", wanted a column with texts or numbers; ${example}`;
}

function unknownPath({ kind, path }: SourceRule, { schema }: StreamDeclaration): string {
  const known = Object.keys(schema.properties);
  const [column = "", ...inside] = path;
  if (inside.length === 0 || !known.includes(column)) {
    const problem = unknownName("column", column, known);
    return kind === "copy" && inside.length === 0
      ? `${problem} (a constant has quotes of its own: "'${column}'")`
      : problem;
  }
  return `found "${[column, ...inside].join(".")}", wanted a property that the column "${column}" has; objects inside of lists cannot be reached`;
}

function unknownName(kind: "stream" | "column", name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  const hint = guess === undefined ? `--discover lists them` : `did you mean "${guess}"?`;
  return `found an unknown ${kind} "${name}", wanted one that this tap has; ${hint}`;
}
