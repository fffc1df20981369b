export type { Ports } from "./client.ts";
export type { Settings, TapSettings } from "./settings.ts";
export { createTapInstagram } from "./tap.ts";
