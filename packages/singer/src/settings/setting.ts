import type { GenericSchema } from "valibot";
import type { JsonValue } from "../json/json.ts";

/** The kinds of settings. `list` holds strings, `objects` holds JSON objects. */
export type SettingKind =
  | "text"
  | "integer"
  | "number"
  | "boolean"
  | "choice"
  | "dateTime"
  | "list"
  | "objects";

/** What every kind of setting has. */
export interface SettingOptions {
  /** A few words, e.g. `Page size`. */
  title: string;
  /** One or more sentences for the one who sets it: what it does, units, limits. */
  description: string;
  /** A setting without a value is an error. */
  required?: boolean | undefined;
  /** The value is never shown: not in messages, not in logs. */
  secret?: boolean | undefined;
  /** Other names it is read by, e.g. those of an older tap. */
  aliases?: readonly string[] | undefined;
  /** Said in the documentation where `default` cannot be a constant, e.g. `two years ago`. */
  defaultDescription?: string | undefined;
}

/** A setting as `--about`, the documentation and the reader of config files see it. */
export interface Setting<T = unknown> extends SettingOptions {
  readonly kind: SettingKind;
  readonly default?: JsonValue | undefined;
  /** Checks and may change the value, after it was brought to its type. */
  readonly check?: GenericSchema<unknown, unknown> | undefined;
  /** Of a text: an empty one is a value. */
  readonly mayBeEmpty?: boolean | undefined;
  /** The values of a choice. */
  readonly options?: readonly string[] | undefined;
  /** The value of a choice that `true` stands for, and the one that `false` stands for. */
  readonly synonyms?: { readonly true?: string | undefined; readonly false?: string | undefined } | undefined;
  /** What to call the values of a choice, by value. */
  readonly labels?: { readonly [value: string]: string } | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  /** The shape of each object of `objects`. */
  readonly item?: GenericSchema<unknown, unknown> | undefined;
  /** Never set; carries the type of the value. */
  readonly "~value"?: T | undefined;
}

/** Settings by name, see {@link defineSettings}. */
export interface SettingDefinitions {
  readonly [name: string]: Setting;
}

/** The parsed values of settings. Without a default, a setting that is not required may be undefined. */
export type SettingsOf<D extends SettingDefinitions> = {
  readonly [K in keyof D]: D[K] extends Setting<infer T> ? T : never;
};

/**
 * Settings by snake_case name; gives {@link SettingsOf} its types.
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
