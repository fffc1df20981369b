import type { GenericSchema } from "valibot";
import type { JsonObject, JsonValue } from "../json/json.ts";
import type { SettingOptions } from "./setting.ts";

/** Options of `setting.text`. */
export interface TextOptions extends SettingOptions {
  default?: string | undefined;
  /** An empty text counts as a value. Default: it counts as not set. */
  mayBeEmpty?: boolean | undefined;
  check?: GenericSchema<string, string> | undefined;
}

/** Options of `setting.integer` and `setting.number`. */
export interface NumberOptions extends SettingOptions {
  default?: number | undefined;
  /** Inclusive. */
  minimum?: number | undefined;
  /** Inclusive. */
  maximum?: number | undefined;
  check?: GenericSchema<number, number> | undefined;
}

/** Options of `setting.boolean`. */
export interface BooleanOptions extends SettingOptions {
  default?: boolean | undefined;
}

/** Options of `setting.choice`. */
export interface ChoiceOptions extends SettingOptions {
  options: readonly string[];
  /** The options that `true` and `false` mean, where other programs have a switch under the same name. */
  synonyms?: { readonly true?: string | undefined; readonly false?: string | undefined } | undefined;
  labels?: { readonly [value: string]: string } | undefined;
  default?: string | undefined;
}

/** Options of `setting.list`. */
export interface ListOptions extends SettingOptions {
  default?: readonly string[] | undefined;
  check?: GenericSchema<string[], string[]> | undefined;
}

/** Options of `setting.object`. */
export interface ObjectOptions extends SettingOptions {
  default?: JsonObject | undefined;
}

/** Options of `setting.objects`. */
export interface ObjectsOptions extends SettingOptions {
  /** The shape of each object. */
  item: GenericSchema<unknown, unknown>;
  default?: readonly JsonValue[] | undefined;
}
