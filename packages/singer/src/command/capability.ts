import type { SettingDefinitions } from "../settings/setting.ts";

/** What a tap or target can do, as Meltano and its SDK call it. */
export type Capability =
  | "about"
  | "activate-version"
  | "batch"
  | "catalog"
  | "datatype-failsafe"
  | "discover"
  | "hard-delete"
  | "log-based"
  | "properties"
  | "schema-flattening"
  | "soft-delete"
  | "state"
  | "stream-maps"
  | "structured-logging"
  | "target-schema"
  | "test"
  | "validate-records";

/** The settings that belong to a capability. The kit defines them and acts on them. */
export type CapabilitySettings = { readonly [C in Capability]?: SettingDefinitions };

/** A plugin's own settings, then those of the capabilities it declares. */
export function allSettings(
  plugin: { readonly settings: SettingDefinitions; readonly capabilities: readonly Capability[] },
  byCapability: CapabilitySettings,
): SettingDefinitions {
  const added = Object.entries(byCapability).flatMap(([capability, settings]) =>
    plugin.capabilities.some((declared) => declared === capability) ? Object.entries(settings) : [],
  );
  return { ...plugin.settings, ...Object.fromEntries(added) };
}
