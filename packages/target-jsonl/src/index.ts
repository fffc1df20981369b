export { settings, type TargetSettings } from "./settings.ts";
export { targetJsonl } from "./target.ts";
