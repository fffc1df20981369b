export type { Ports } from "./client/client.ts";
export type { Settings, TapSettings } from "./settings/settings.ts";
export { createTapInstagram } from "./tap.ts";
