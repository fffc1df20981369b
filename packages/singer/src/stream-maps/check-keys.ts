import type { StreamDeclaration } from "../catalog/catalog.ts";
import type { Problem } from "../errors.ts";
import { nearest } from "../json/nearest.ts";
import { mappedColumns, typesOf, type MappedColumn } from "./mapped-columns.ts";
import { hashFunction } from "./parse-rule.ts";
import type { StreamMap, StreamMaps } from "./stream-map.ts";

/** So many names a message lists. */
const mostNames = 10;

/** What is wrong with the key of a stream after its map. */
export function checkKeys(
  { schema, keyProperties }: StreamDeclaration,
  map: StreamMap,
  place: (column: string) => string,
): Problem[] {
  const columns = mappedColumns(schema, map, keyProperties);
  return (map.keyProperties ?? keyProperties).flatMap((key): Problem[] => {
    const column = columns.find(({ name }) => name === key);
    const isGiven = map.keyProperties !== undefined;
    const here = place(isGiven ? "__key_properties__" : key);
    if (column === undefined) {
      const message = isGiven
        ? missingKey(key, columns)
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
        message:
          `found "${key}", which can be null, wanted columns that never are, because targets refuse records without a key: ` +
          (isGiven ? otherKeys(columns) : `make it from a column that is never null`),
      },
    ];
  });
}

function missingKey(key: string, columns: readonly MappedColumn[]): string {
  const guess = nearest(
    key,
    columns.map(({ name }) => name),
  );
  const advice = guess === undefined ? otherKeys(columns) : `did you mean "${guess}"?`;
  return `found "${key}", wanted a column that the stream has after its map; ${advice}`;
}

/** The columns that can be in a key: all others may be null. */
function otherKeys(columns: readonly MappedColumn[]): string {
  const fit = columns
    .filter(({ schema }) => !typesOf(schema).includes("null"))
    .map(({ name }) => `"${name}"`);
  const some = fit.length > 0 ? `name ${fit.slice(0, mostNames).join(", ")}` : "name other columns";
  return `${some}, or write null to load without a key`;
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
      `stream_maps gives the stream "${name}" a key without ${lost.join(", ")}: records that differ only there ` +
        `replace each other in targets that load by key. Add them to its __key_properties__`,
    ];
  });
}

/** Whether a column tells the values of another apart. */
function isAllOf({ name, rule }: MappedColumn, key: string): boolean {
  if (rule === undefined) return name === key;
  return rule.kind !== "constant" && rule.path.length === 1 && rule.path[0] === key;
}
