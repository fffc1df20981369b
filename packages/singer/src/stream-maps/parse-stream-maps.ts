import type { Problem } from "../errors.ts";
import { isJsonObject, preview, type JsonObject, type JsonValue } from "../json/json.ts";
import { asStrings } from "../json/lenient.ts";
import { nullText, parseRule } from "./parse-rule.ts";
import type { ColumnRule, StreamMap, StreamMaps } from "./stream-map.ts";

/** The setting of the maps. */
export const mapsSetting = "stream_maps";

const elseKey = "__else__";
const aliasKey = "__alias__";
const keysKey = "__key_properties__";

/** What every target takes as the name of a table or column. */
const namePattern = /^[A-Za-z_]\w{0,62}$/;

/** What the SDK has and this kit has not, with what to do instead. */
const unsupported: { readonly [operation: string]: string } = {
  __filter__:
    "records are not filtered here: leave rows out in the warehouse, or put meltano-map-transformer between tap and target",
  __source__:
    "a stream is not doubled here: make a view in the warehouse, or put meltano-map-transformer between tap and target",
};

/** Reads the setting. What it says is checked as far as that is possible without knowing the streams. */
export function parseStreamMaps(value: JsonObject): { maps: StreamMaps; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const byStream = new Map<string, StreamMap | "drop">();
  for (const [name, raw] of Object.entries(value)) {
    const place = `${mapsSetting}.${name}`;
    if (name === elseKey) problems.push(...elseProblems(place, raw));
    else if (isNull(raw)) byStream.set(name, "drop");
    else if (isJsonObject(raw)) byStream.set(name, parseMap(place, raw, problems));
    else {
      const found = preview(raw);
      problems.push({
        place,
        message: `found ${found}, wanted an object of columns, or null to leave the stream out`,
      });
    }
  }
  return { maps: { byStream, dropsOthers: Object.hasOwn(value, elseKey) }, problems };
}

function parseMap(place: string, raw: JsonObject, problems: Problem[]): StreamMap {
  const columns = new Map<string, ColumnRule>();
  for (const [name, rule] of Object.entries(raw)) {
    const here = `${place}.${name}`;
    if (name === elseKey) problems.push(...elseProblems(here, rule));
    else if (name === aliasKey) problems.push(...nameProblems(here, rule));
    else if (name === keysKey) problems.push(...keyProblems(here, rule));
    else if (name.startsWith("__")) problems.push({ place: here, message: operationProblem(name) });
    else {
      const parsed = parseRule(name, rule);
      if ("problem" in parsed) problems.push({ place: here, message: parsed.problem });
      else {
        if (parsed.kind !== "drop") problems.push(...nameProblems(here, name));
        columns.set(name, parsed);
      }
    }
  }
  const { [aliasKey]: alias, [keysKey]: keys } = raw;
  return {
    alias: typeof alias === "string" ? alias : undefined,
    keyProperties: keys === undefined ? undefined : [...new Set(asStrings(keys))],
    dropsOthers: Object.hasOwn(raw, elseKey),
    columns,
  };
}

function isNull(value: JsonValue): boolean {
  return value === null || value === nullText;
}

function elseProblems(place: string, raw: JsonValue): Problem[] {
  if (isNull(raw)) return [];
  return [
    { place, message: `found ${preview(raw)}, wanted null or "${nullText}": what has no rule is left out` },
  ];
}

function nameProblems(place: string, raw: JsonValue): Problem[] {
  if (typeof raw === "string" && namePattern.test(raw)) return [];
  const message = `found ${preview(raw)}, wanted a name of at most 63 letters, digits and underscores: not every target takes others`;
  return [{ place, message }];
}

function keyProblems(place: string, raw: JsonValue): Problem[] {
  if (isNull(raw) || (asStrings(raw) ?? []).length > 0) return [];
  const message = `found ${preview(raw)}, wanted a list of columns, ["id"], or null for a table without a key`;
  return [{ place, message }];
}

function operationProblem(name: string): string {
  const advice = Object.hasOwn(unsupported, name) ? unsupported[name] : undefined;
  const known = [aliasKey, elseKey, keysKey].join(", ");
  return `found the operation ${name}, wanted ${known} or a column${advice === undefined ? "" : `; ${advice}`}`;
}
