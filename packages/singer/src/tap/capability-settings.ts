import * as v from "valibot";
import type { StreamDeclaration } from "../catalog/catalog.ts";
import type { Flattening } from "../catalog/flatten.ts";
import type { PluginDescription } from "../command/about.ts";
import { allSettings, type CapabilitySettings } from "../command/capability.ts";
import type { Problem } from "../errors.ts";
import { boolean, integer, object, text } from "../settings/kinds.ts";
import type { JsonObject } from "../json/json.ts";
import type { Setting, SettingDefinitions, SettingsOf } from "../settings/setting.ts";
import { parseStreamMaps } from "../stream-maps/parse-stream-maps.ts";
import { StreamMapper } from "../stream-maps/stream-mapper.ts";
import { usesHash } from "../stream-maps/stream-map.ts";

const flattening: {
  readonly flattening_enabled: Setting<boolean>;
  readonly flattening_max_depth: Setting<number | undefined>;
  readonly flattening_separator: Setting<string>;
} = {
  flattening_enabled: boolean({
    title: "Flatten nested objects",
    description: "Turns nested objects into columns: `owner.id` becomes `owner__id`.",
    default: false,
  }),
  flattening_max_depth: integer({
    title: "Flattening depth",
    description:
      "How many levels of nested objects become columns. Deeper levels become JSON text. " +
      "Required when flattening is enabled. 0 changes nothing.",
    minimum: 0,
    maximum: 100,
  }),
  flattening_separator: text({
    title: "Flattening separator",
    description: "Text between the names of parent and child in a flattened column.",
    default: "__",
  }),
};

const activateVersion: { readonly emit_activate_version_messages: Setting<boolean> } = {
  emit_activate_version_messages: boolean({
    title: "Emit ACTIVATE_VERSION",
    description: "After a complete full load, tells the target to delete the records that no longer exist.",
    default: false,
  }),
};

const streamMaps: {
  readonly stream_maps: Setting<JsonObject | undefined>;
  readonly stream_maps_hash_key: Setting<string | undefined>;
} = {
  stream_maps: object({
    title: "Stream maps",
    description:
      "What becomes of streams and columns before a target sees them, by the rules of Meltano's SDK: leave out (`null`, in YAML `__NULL__`), " +
      "rename (`new: old`, `__alias__`), add a constant (`region: 'eu'`), leave out the rest (`__else__`), choose the key " +
      "(`__key_properties__`), and hash with a secret key (`hmac_sha256(username)`). What is left out is not even asked for. " +
      "Names are those that discovery shows; a name that the tap does not have is refused.",
  }),
  stream_maps_hash_key: text({
    title: "Key of hashes",
    description:
      "Key of `hmac_sha256` in stream_maps, at least 16 characters that cannot be guessed, for example from `openssl rand -hex 32`. " +
      "Keep it: with another key, the same name has another hash.",
    secret: true,
    check: v.pipe(
      v.string(),
      v.minLength(16, "at least 16 characters that cannot be guessed, for example from openssl rand -hex 32"),
    ),
  }),
};

/** The settings that the kit adds to a tap, by capability. */
export const tapCapabilitySettings: CapabilitySettings = {
  "schema-flattening": flattening,
  "activate-version": activateVersion,
  "stream-maps": streamMaps,
};

/**
 * All settings of a tap: its own, then those of its capabilities. For documentation.
 *
 * @example
 * ```ts
 * import { tapSettings } from "@tap-instagram/singer/reference";
 *
 * Object.keys(tapSettings({ settings: {}, capabilities: ["activate-version"] })); // ["emit_activate_version_messages"]
 * ```
 */
export function tapSettings(tap: Pick<PluginDescription, "settings" | "capabilities">): SettingDefinitions {
  return allSettings(tap, tapCapabilitySettings);
}

/** The values of these settings. Undefined if the capability is not declared. */
export type TapCapabilityValues = Partial<
  SettingsOf<typeof flattening & typeof activateVersion & typeof streamMaps>
>;

/** The flattening of the settings. Undefined when it is off. */
export function flatteningOf(values: TapCapabilityValues): Flattening | undefined {
  const { flattening_enabled: isEnabled, flattening_max_depth: maxDepth } = values;
  if (isEnabled !== true || maxDepth === undefined) return undefined;
  return { maxDepth, separator: values.flattening_separator ?? "__" };
}

/** Validates the combination of the values. */
export function checkCapabilityValues(values: TapCapabilityValues): Problem[] {
  return [...checkFlattening(values), ...checkMapValues(values)];
}

function checkFlattening(values: TapCapabilityValues): Problem[] {
  if (values.flattening_enabled !== true || values.flattening_max_depth !== undefined) return [];
  return [
    { place: "flattening_max_depth", message: "not set, but required when flattening_enabled is true" },
  ];
}

/** Validates the maps, as far as that is possible without the streams. */
export function checkMapValues({
  stream_maps: value,
  stream_maps_hash_key: key,
}: TapCapabilityValues): Problem[] {
  if (value === undefined) return [];
  const { maps, problems } = parseStreamMaps(value);
  if (key !== undefined || !usesHash(maps)) return [...problems];
  const message =
    "not set, but required by hmac_sha256 in stream_maps: make one, for example with openssl rand -hex 32, and keep it";
  return [...problems, { place: "stream_maps_hash_key", message }];
}

/** What applies the maps of the settings. Undefined without maps. @throws InvalidInputError for names that no stream has. */
export function mapperOf(
  { stream_maps: value, stream_maps_hash_key: key = "" }: TapCapabilityValues,
  streams: readonly StreamDeclaration[],
): StreamMapper | undefined {
  return value === undefined ? undefined : new StreamMapper(value, key, streams);
}
