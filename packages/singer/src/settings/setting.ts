import type { GenericSchema } from "valibot";
import type { JsonValue } from "../json/json.ts";

/** The kinds of settings. `list` holds strings, `object` one JSON object, `objects` a list of them. */
export type SettingKind =
  | "text"
  | "integer"
  | "number"
  | "boolean"
  | "choice"
  | "dateTime"
  | "list"
  | "object"
  | "objects";

/** What every kind of setting has. */
export interface SettingOptions {
  /** A few words, e.g. `Page size`. */
  title: string;
  /** One or more sentences for users: what it does, units, limits. */
  description: string;
  /** A setting without a value is an error. */
  required?: boolean | undefined;
  /** The value is never shown in messages and logs. */
  secret?: boolean | undefined;
  /** Other names that are read, e.g. those of an older tap. */
  aliases?: readonly string[] | undefined;
  /** The default in the documentation, if it is not a constant, e.g. `two years ago`. */
  defaultDescription?: string | undefined;
}

/** A setting, for `--about`, the documentation and the reader of config files. */
export interface Setting<T = unknown> extends SettingOptions {
  readonly kind: SettingKind;
  readonly default?: JsonValue | undefined;
  /** Checks the value, and may change it, after it has its type. Its messages say what is wanted: `an address`. */
  readonly check?: GenericSchema<unknown, unknown> | undefined;
  /** For a text: an empty one counts as a value. */
  readonly mayBeEmpty?: boolean | undefined;
  /** The values of a choice. */
  readonly options?: readonly string[] | undefined;
  /** The values of a choice that `true` and `false` mean. */
  readonly synonyms?: { readonly true?: string | undefined; readonly false?: string | undefined } | undefined;
  /** Labels for the values of a choice. */
  readonly labels?: { readonly [value: string]: string } | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  /** The shape of each object of `objects`. */
  readonly item?: GenericSchema<unknown, unknown> | undefined;
  /** Never set. It carries the type of the value. */
  readonly "~value"?: T | undefined;
}

/** Settings by name, see {@link defineSettings}. */
export interface SettingDefinitions {
  readonly [name: string]: Setting;
}

/** The values of settings. A setting that is neither required nor has a default may be undefined. */
export type SettingsOf<D extends SettingDefinitions> = {
  readonly [K in keyof D]: D[K] extends Setting<infer T> ? T : never;
};

/**
 * Defines settings by snake_case name. {@link SettingsOf} gives the types of their values.
 *
 * @example
 * ```ts
 * import { defineSettings, setting, type SettingsOf } from "@tap-instagram/singer/settings";
 *
 * const settings = defineSettings({
 *   api_key: setting.text({ title: "API key", description: "From your profile.", required: true, secret: true }),
 *   page_size: setting.integer({ title: "Page size", description: "Posts per request." }),
 * });
 * const values: SettingsOf<typeof settings> = { api_key: "…", page_size: undefined };
 * ```
 */
export function defineSettings<const D extends SettingDefinitions>(settings: D): D {
  return settings;
}
