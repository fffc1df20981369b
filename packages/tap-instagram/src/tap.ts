import { redactTokenShapes } from "@tap-instagram/core";
import type { TapDefinition } from "@tap-instagram/singer";
import { checkSettings } from "./settings/check-settings.ts";
import type { Ports } from "./sync/client.ts";
import { declarations } from "./catalog.ts";
import { settings, type TapSettings } from "./settings/settings.ts";
import { stateCommands } from "./state/command.ts";
import { migrateState } from "./state/migration.ts";
import { sync } from "./sync/sync.ts";
import { version } from "./version.ts";

/**
 * Makes the tap, ready for `runTap`.
 *
 * @example
 * ```ts
 * import process from "node:process";
 * import { nodeHost, runTap } from "@tap-instagram/singer";
 * import { createTapInstagram } from "tap-instagram";
 *
 * let requests = 0;
 * const tap = createTapInstagram({
 *   fetch: (input, init) => {
 *     requests += 1;
 *     return fetch(input, init);
 *   },
 * });
 * const exitCode = await runTap(tap, nodeHost(process));
 * console.error(`${requests} requests`);
 * process.exit(exitCode);
 * ```
 */
export function createTapInstagram(ports: Ports = {}): TapDefinition<TapSettings> {
  return {
    name: "tap-instagram",
    version,
    description: "Everything Instagram accounts publish, and how people reacted to it.",
    capabilities: [
      "catalog",
      "state",
      "discover",
      "about",
      "test",
      "activate-version",
      "schema-flattening",
      "structured-logging",
    ],
    settings,
    checkSettings,
    streams: declarations,
    subcommands: stateCommands,
    redact: redactTokenShapes,
    migrateState,
    sync: (run) => sync(run, ports),
  };
}
