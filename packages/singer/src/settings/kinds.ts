import type { InferOutput } from "valibot";
import type { JsonObject, JsonValue } from "../json/json.ts";
import type {
  TextOptions,
  NumberOptions,
  BooleanOptions,
  ChoiceOptions,
  ListOptions,
  ObjectOptions,
  ObjectsOptions,
} from "./kind-options.ts";
import type { Setting, SettingKind, SettingOptions } from "./setting.ts";

type Given<O, T> = O extends { required: true } | { default: JsonValue } ? T : T | undefined;

/**
 * A text. A JSON number is read as text, without losing a digit.
 *
 * @example
 * ```ts
 * import { defineSettings, setting } from "@tap-instagram/singer/settings";
 * import * as v from "valibot";
 *
 * const https = v.pipe(v.string(), v.startsWith("https://", "an address that begins with https://"));
 * const settings = defineSettings({
 *   blog_url: setting.text({ title: "Blog", description: "Its address.", required: true, check: https }),
 * });
 * ```
 */
export function text<const O extends TextOptions>(options: O): Setting<Given<O, string>> {
  return setting("text", options);
}

/**
 * A whole number.
 *
 * @example
 * ```ts
 * import { defineSettings, setting } from "@tap-instagram/singer/settings";
 *
 * const settings = defineSettings({
 *   page_size: setting.integer({ title: "Page size", description: "Posts per request.", default: 100, minimum: 1 }),
 * }); // 50 and "50" give 50; 0 is refused
 * ```
 */
export function integer<const O extends NumberOptions>(options: O): Setting<Given<O, number>> {
  return setting("integer", options);
}

/**
 * A finite number.
 *
 * @example
 * ```ts
 * import { defineSettings, setting } from "@tap-instagram/singer/settings";
 *
 * const settings = defineSettings({
 *   pace: setting.number({ title: "Pace", description: "Requests per second.", default: 2.5, maximum: 50 }),
 * }); // "0.5" gives 0.5
 * ```
 */
export function number<const O extends NumberOptions>(options: O): Setting<Given<O, number>> {
  return setting("number", options);
}

/**
 * True or false, also as `"true"`, `1`, `yes`, `on` and their opposites.
 *
 * @example
 * ```ts
 * import { defineSettings, setting } from "@tap-instagram/singer/settings";
 *
 * const settings = defineSettings({
 *   drafts: setting.boolean({ title: "Drafts", description: "Also read what is not published.", default: false }),
 * }); // "yes" gives true
 * ```
 */
export function boolean<const O extends BooleanOptions>(options: O): Setting<Given<O, boolean>> {
  return setting("boolean", options);
}

/**
 * One of several words.
 *
 * @example
 * ```ts
 * import { defineSettings, setting } from "@tap-instagram/singer/settings";
 *
 * const settings = defineSettings({
 *   region: setting.choice({
 *     title: "Region",
 *     description: "Where the blog is hosted.",
 *     options: ["eu", "us"],
 *     labels: { eu: "Europe", us: "United States" },
 *     default: "eu",
 *   }),
 * }); // the value has the type "eu" | "us"
 * ```
 */
export function choice<const O extends ChoiceOptions>(options: O): Setting<Given<O, O["options"][number]>> {
  return setting("choice", options);
}

/**
 * A date or RFC 3339 date-time. The value is in UTC: `2026-01-31T00:00:00Z`.
 *
 * @example
 * ```ts
 * import { defineSettings, setting } from "@tap-instagram/singer/settings";
 *
 * const settings = defineSettings({
 *   start_date: setting.dateTime({
 *     title: "Start date",
 *     description: "The first day to read.",
 *     defaultDescription: "two years ago",
 *   }),
 * }); // "2026-01-31" gives "2026-01-31T00:00:00Z"
 * ```
 */
export function dateTime<const O extends TextOptions>(options: O): Setting<Given<O, string>> {
  return setting("dateTime", options);
}

/**
 * A list of texts: a JSON list, a JSON list as text, or words separated by commas.
 *
 * @example
 * ```ts
 * import { defineSettings, setting } from "@tap-instagram/singer/settings";
 *
 * const settings = defineSettings({
 *   blogs: setting.list({ title: "Blogs", description: "Names of the blogs to read.", aliases: ["blog_names"] }),
 * }); // "kitchen, garden" gives ["kitchen", "garden"]
 * ```
 */
export function list<const O extends ListOptions>(options: O): Setting<Given<O, readonly string[]>> {
  return setting("list", options);
}

/**
 * A JSON object with members of any name: as JSON, or as JSON text.
 *
 * @example
 * ```ts
 * import { defineSettings, setting } from "@tap-instagram/singer/settings";
 *
 * const settings = defineSettings({
 *   headings: setting.object({ title: "Headings", description: "What each blog is called." }),
 * }); // '{"kitchen": "Recipes"}' gives { kitchen: "Recipes" }
 * ```
 */
export function object<const O extends ObjectOptions>(options: O): Setting<Given<O, JsonObject>> {
  return setting("object", options);
}

/**
 * A list of objects: a JSON list, or a JSON list as text.
 *
 * @example
 * ```ts
 * import { defineSettings, setting } from "@tap-instagram/singer/settings";
 * import * as v from "valibot";
 *
 * const settings = defineSettings({
 *   reports: setting.objects({
 *     title: "Reports",
 *     description: "Streams of your own: a name, and the metrics in it.",
 *     item: v.object({ name: v.string(), metrics: v.array(v.string()) }),
 *   }),
 * }); // '[{"name": "weekly", "metrics": ["reads"]}]' gives a list of one object
 * ```
 */
export function objects<const O extends ObjectsOptions>(
  options: O,
): Setting<Given<O, readonly InferOutput<O["item"]>[]>> {
  return setting("objects", options);
}

function setting<T>(kind: SettingKind, options: SettingOptions): Setting<T> {
  return { ...options, kind };
}
