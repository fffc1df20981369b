import type { Flattening } from "../catalog/flatten.ts";
import type { PluginDescription } from "../command/about.ts";
import { allSettings, type CapabilitySettings } from "../command/capability.ts";
import type { Problem } from "../errors.ts";
import { boolean, integer, text } from "../settings/kinds.ts";
import type { Setting, SettingDefinitions, SettingsOf } from "../settings/setting.ts";

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

/** The settings that the kit adds to a tap, by capability. */
export const tapCapabilitySettings: CapabilitySettings = {
  "schema-flattening": flattening,
  "activate-version": activateVersion,
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
export type TapCapabilityValues = Partial<SettingsOf<typeof flattening & typeof activateVersion>>;

/** The flattening of the settings. Undefined when it is off. */
export function flatteningOf(values: TapCapabilityValues): Flattening | undefined {
  const { flattening_enabled: isEnabled, flattening_max_depth: maxDepth } = values;
  if (isEnabled !== true || maxDepth === undefined) return undefined;
  return { maxDepth, separator: values.flattening_separator ?? "__" };
}

/** Validates the combination of the values. */
export function checkCapabilityValues(values: TapCapabilityValues): Problem[] {
  if (values.flattening_enabled !== true || values.flattening_max_depth !== undefined) return [];
  return [
    { place: "flattening_max_depth", message: "not set, but required when flattening_enabled is true" },
  ];
}
