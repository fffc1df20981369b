import { InvalidInputError, type Problem } from "../errors.ts";
import { getOwn, isJsonObject, preview } from "../json/json.ts";
import { isSecretLikeName, shownWord } from "../json/shown.ts";
import { nearest } from "../json/nearest.ts";
import { coerceSetting } from "./coerce.ts";
import type { Setting, SettingDefinitions, SettingsOf } from "./setting.ts";

/** A source of values: a config file, or the environment. */
export interface SettingSource {
  /** The file's path, for messages. */
  place: string;
  /** An object of values by setting name or alias. */
  values: unknown;
  /** The place of one key. Default `place:key`. */
  placeOf?(key: string): string;
  /** False if unknown names are normal, as in the environment. Default true. */
  warnsOfUnknown?: boolean | undefined;
}

/** How settings are read. */
export interface ParseSettingsOptions<D extends SettingDefinitions = SettingDefinitions> {
  /** Receives one line for each unknown setting, with the nearest known one. */
  onWarning?(text: string): void;
  /** The environment variable of a setting, for the message when it is missing. */
  variableOf?(name: string): string;
  /** True if a required setting may be missing. */
  isPartial?: boolean | undefined;
  /** Reads only these settings, and warns of no others. Default: all. */
  names?: readonly (keyof D & string)[] | undefined;
  /** Validates combinations of settings. */
  checkTogether?(settings: SettingsOf<D>): readonly Problem[];
}

/**
 * Reads settings from sources. Later sources win, and null means the default. An empty text counts as not set, unless
 * the setting allows it.
 *
 * @throws InvalidInputError with all problems, each with its place and what was wanted. Does not show secret values.
 *
 * @example
 * ```ts
 * import { defineSettings, parseSettings, setting } from "@tap-instagram/singer/settings";
 *
 * const settings = defineSettings({
 *   start_date: setting.dateTime({ title: "Start date", description: "The first day to read.", required: true }),
 *   page_size: setting.integer({ title: "Page size", description: "Posts per request.", default: 100 }),
 * });
 * const file = { place: "config.json", values: { start_date: "2026-01-31", pagesize: 50 } };
 * const values = parseSettings(settings, [file], { onWarning: console.warn });
 * // config.json: unknown setting "pagesize" is ignored; did you mean "page_size"?
 * console.log(values); // { start_date: "2026-01-31T00:00:00Z", page_size: 100 }
 * ```
 */
export function parseSettings<D extends SettingDefinitions>(
  settings: D,
  sources: readonly SettingSource[],
  options: ParseSettingsOptions<D> = {},
): SettingsOf<D> {
  const problems: Problem[] = [];
  const objects = sources.flatMap((source) => {
    if (isJsonObject(source.values)) return [{ source, values: source.values }];
    // Not quoted: a single text is most likely the token.
    const found = Array.isArray(source.values) ? "a list" : `a ${typeof source.values}`;
    problems.push({
      place: source.place,
      message: `found ${source.values === null ? "null" : found}, wanted a JSON object of settings, {"name": value}`,
    });
    return [];
  });
  for (const { source, values } of objects) {
    if (source.warnsOfUnknown !== false && options.names === undefined)
      warnOfUnknown(settings, source.place, Object.keys(values), options);
  }
  const result: { [name: string]: unknown } = {};
  for (const [name, setting] of Object.entries(settings)) {
    if (options.names?.includes(name) === false) continue;
    const found = objects.reduce<Found | undefined>(
      (before, { source, values }) => later(setting, before, find(name, setting, source, values)),
      undefined,
    );
    if (found === undefined || isAbsent(setting, found.raw)) {
      if (setting.required !== true) {
        if (setting.default !== undefined) result[name] = structuredClone(setting.default);
      } else if (options.isPartial !== true) {
        problems.push(missing(name, setting, found, sources, options));
      }
      continue;
    }
    const coerced = coerceSetting(setting, found.raw);
    if ("problem" in coerced) problems.push({ place: found.place, message: coerced.problem });
    else result[name] = coerced.value;
  }
  // Each value has the type of its setting; the compiler cannot follow this through the loop.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const parsed = result as SettingsOf<D>;
  if (problems.length === 0) problems.push(...(options.checkTogether?.(parsed) ?? []));
  if (problems.length > 0) throw new InvalidInputError("Cannot use the settings", problems);
  return parsed;
}

interface Found {
  raw: unknown;
  place: string;
}

function find(
  name: string,
  setting: Setting,
  source: SettingSource,
  values: { [key: string]: unknown },
): Found | undefined {
  const found = [name, ...(setting.aliases ?? [])].flatMap((key) => {
    const raw = getOwn(values, key);
    return raw === undefined ? [] : [{ raw, place: source.placeOf?.(key) ?? `${source.place}:${key}` }];
  });
  // Programs that write every setting write null for those not set, even if an alias is set.
  return found.find(({ raw }) => !isAbsent(setting, raw)) ?? found[0];
}

/** A later value wins, unless it is an empty text that counts as not set. */
function later(setting: Setting, before: Found | undefined, next: Found | undefined): Found | undefined {
  if (next === undefined) return before;
  const isEmpty = next.raw !== null && isAbsent(setting, next.raw);
  return isEmpty && before !== undefined ? before : next;
}

/** Null or an empty text: that is how unset variables and empty forms arrive. */
function isAbsent(setting: Setting, raw: unknown): boolean {
  if (raw === null) return true;
  return typeof raw === "string" && raw.trim() === "" && setting.mayBeEmpty !== true;
}

function missing(
  name: string,
  setting: Setting,
  found: Found | undefined,
  sources: readonly SettingSource[],
  options: Pick<ParseSettingsOptions, "variableOf">,
): Problem {
  const variable = options.variableOf?.(name);
  const orVariable = variable === undefined ? "" : `, or in the variable ${variable} with --config ENV`;
  const source = sources.at(-1);
  const place =
    found?.place ?? (source === undefined ? name : (source.placeOf?.(name) ?? `${source.place}:${name}`));
  return {
    place,
    message: `${found === undefined ? "not set" : "empty"}, but it is required (${setting.title}): set it in a config file${orVariable}`,
  };
}

function warnOfUnknown(
  settings: SettingDefinitions,
  place: string,
  keys: readonly string[],
  options: Pick<ParseSettingsOptions, "onWarning">,
): void {
  const names = Object.entries(settings).flatMap(([name, { aliases }]) => [name, ...(aliases ?? [])]);
  for (const key of keys) {
    if (names.includes(key)) continue;
    const guess = nearest(key, names);
    const hint = guess === undefined ? "" : `; did you mean "${guess}"?`;
    options.onWarning?.(
      `${place}: unknown setting ${isSecretLikeName(key) ? shownWord(key) : preview(key)} is ignored${hint}`,
    );
  }
}
