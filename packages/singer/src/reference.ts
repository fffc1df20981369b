export { buildCatalog } from "./catalog/build-catalog.ts";
export { meltanoSettingGroups, meltanoSettings } from "./settings/meltano-settings.ts";
export { renderSettingsReference } from "./settings/settings-reference.ts";
export { settingsSchema } from "./settings/settings-schema.ts";
export { tapSettings } from "./tap/capability-settings.ts";
