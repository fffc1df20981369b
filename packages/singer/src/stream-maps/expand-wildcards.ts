import type { StreamDeclaration } from "../catalog/catalog.ts";
import type { Problem } from "../errors.ts";
import { findPath } from "./mapped-columns.ts";
import { mapsSetting } from "./parse-stream-maps.ts";
import type { ColumnRule, StreamMap, StreamMaps } from "./stream-map.ts";

/**
 * Gives each stream the rules of the names with `*` and `?` that fit it, as in the SDK. Of two rules for a column, that of
 * the stream's own name counts, then that of the earlier name. A rule concerns only the streams that have its column.
 */
export function expandWildcards(
  maps: StreamMaps,
  streams: readonly StreamDeclaration[],
): { maps: StreamMaps; problems: readonly Problem[] } {
  const [wild, named] = [new Map<string, StreamMap | "drop">(), new Map<string, StreamMap | "drop">()];
  for (const [name, map] of maps.byStream) (isWild(name) ? wild : named).set(name, map);
  if (wild.size === 0) return { maps, problems: [] };
  const byStream = new Map(named);
  const problems: Problem[] = [];
  for (const [pattern, map] of wild) {
    const fitting = streams.filter(({ name }) => fits(name, pattern));
    if (fitting.length === 0)
      problems.push({
        place: `${mapsSetting}.${pattern}`,
        message: `found a name that fits no stream, wanted one that fits some of those that --discover lists`,
      });
    for (const stream of fitting) {
      const own = byStream.get(stream.name);
      if (own === "drop" || (map === "drop" && own !== undefined)) continue;
      byStream.set(stream.name, map === "drop" ? map : joined(own, map, stream));
    }
    if (map !== "drop") problems.push(...withoutColumn(pattern, map, fitting));
  }
  return { maps: { ...maps, byStream }, problems };
}

function isWild(name: string): boolean {
  return /[*?]/.test(name);
}

function fits(name: string, pattern: string): boolean {
  const parts = Array.from(pattern, (sign) =>
    sign === "*" ? ".*" : sign === "?" ? "." : sign.replaceAll(/\W/g, String.raw`\$&`),
  );
  return new RegExp(`^${parts.join("")}$`, "s").test(name);
}

function joined(own: StreamMap | undefined, map: StreamMap, stream: StreamDeclaration): StreamMap {
  const columns = [...map.columns].filter(([column, rule]) => concerns(stream, column, rule));
  return {
    alias: own?.alias ?? map.alias,
    keyProperties: own?.keyProperties ?? map.keyProperties,
    dropsOthers: own?.dropsOthers === true || map.dropsOthers,
    columns: new Map([...columns, ...(own?.columns ?? [])]),
  };
}

/** Whether a stream has what a rule is about. */
function concerns({ schema }: StreamDeclaration, column: string, rule: ColumnRule): boolean {
  if (rule.kind === "constant") return true;
  return findPath(schema, rule.kind === "drop" ? [column] : rule.path) !== undefined;
}

/** Rules that concern none of the streams: a typing error must not let a name through. */
function withoutColumn(pattern: string, map: StreamMap, fitting: readonly StreamDeclaration[]): Problem[] {
  if (fitting.length === 0) return [];
  return [...map.columns].flatMap(([column, rule]) => {
    if (fitting.some((stream) => concerns(stream, column, rule))) return [];
    const source = rule.kind === "copy" || rule.kind === "hash" ? rule.path.join(".") : column;
    const message = `found an unknown column "${source}", wanted one that a stream of this name has; --discover lists them`;
    return [{ place: `${mapsSetting}.${pattern}.${column}`, message }];
  });
}
