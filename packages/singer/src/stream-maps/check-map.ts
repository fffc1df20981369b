import type { StreamDeclaration } from "../catalog/catalog.ts";
import type { Problem } from "../errors.ts";
import type { ObjectSchema } from "../json/json-schema.ts";
import { nearest } from "../json/nearest.ts";
import { checkKeys } from "./check-keys.ts";
import { findPath, typesOf } from "./mapped-columns.ts";
import { hashFunction } from "./parse-rule.ts";
import { mapsSetting } from "./parse-stream-maps.ts";
import type { SourceRule, StreamMap, StreamMaps } from "./stream-map.ts";

/** So many names a message lists. */
const mostNames = 10;

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

function checkMap(stream: StreamDeclaration, map: StreamMap): Problem[] {
  const { name, schema } = stream;
  const place = (column: string): string => `${mapsSetting}.${name}.${column}`;
  const known = Object.keys(schema.properties);
  const added = [...map.columns].flatMap(([column, rule]) => (rule.kind === "drop" ? [] : [column]));
  const names = [...known, ...added];
  const rules = [...map.columns].flatMap(([column, rule]): Problem[] => {
    const isKnown = known.includes(column);
    if (rule.kind === "drop")
      return isKnown ? [] : [{ place: place(column), message: unknownName("column", column, known) }];
    const alike = names.find((one) => one !== column && one.toLowerCase() === column.toLowerCase());
    if (!isKnown && alike !== undefined) {
      const message =
        `found a new column "${column}" beside "${alike}", wanted names that differ in more than capitals, ` +
        `because targets take them for one column: give the new column another name`;
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
  return checkKeys(stream, map, place);
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
    const owner = `the stream "${other.name}"`;
    const message = `found "${alias}", wanted a name that no other stream has: ${owner} has it, so give one of the two another name`;
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
      : `hash what is in it, as in ${hashFunction}(${asWritten([...path, inside])}), or leave the column out with null`;
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
  return `found "${path.join(".")}", wanted ${knownInside(path, schema)}`;
}

/** What a column has where a path leads nowhere, and what to do. */
function knownInside(path: readonly string[], schema: ObjectSchema): string {
  const depth = path.findIndex((_step, at) => findPath(schema, path.slice(0, at + 1)) === undefined);
  const [parent, step = ""] = [path.slice(0, depth), path[depth]];
  const place = parent.join(".");
  const known = Object.keys(findPath(schema, parent)?.schema.properties ?? {});
  if (known.length === 0)
    return `"${place}" as a whole, because maps reach into objects only; write ${asWritten(parent)}, or null to leave the column out`;
  const guess = nearest(step, known);
  const advice =
    guess === undefined ? `it has ${known.slice(0, mostNames).join(", ")}` : `did you mean "${guess}"?`;
  return `a property that "${place}" has; ${advice}`;
}

/** `record['from']['id']` */
function asWritten(path: readonly string[]): string {
  return `record${path.map((step) => `['${step}']`).join("")}`;
}

function unknownName(kind: "stream" | "column", name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  const hint = guess === undefined ? `--discover lists them` : `did you mean "${guess}"?`;
  return `found an unknown ${kind} "${name}", wanted one that this tap has; ${hint}`;
}
