export * as setting from "./settings/kinds.ts";
export { parseSettings } from "./settings/parse-settings.ts";
export {
  defineSettings,
  type Setting,
  type SettingDefinitions,
  type SettingsOf,
} from "./settings/setting.ts";
