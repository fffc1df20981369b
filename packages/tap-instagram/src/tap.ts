import { createRedactor } from "@tap-instagram/core";
import type { Problem, TapDefinition } from "@tap-instagram/singer";
import { checkSettings } from "./settings/check-settings.ts";
import type { Ports } from "./client/client.ts";
import { declarations, permissionUses } from "./catalog.ts";
import { streamGroups } from "./registry.ts";
import type { StreamGroup } from "./sync/stream-group.ts";
import { settings } from "./settings/definitions.ts";
import { ownShardText } from "./settings/shard.ts";
import type { Settings, TapSettings } from "./settings/settings.ts";
import { accountsCommandOf } from "./setup/accounts/accounts-command.ts";
import { authCommandOf } from "./setup/auth/auth-command.ts";
import { checkCommandOf } from "./setup/check/check-command.ts";
import { TapWatch } from "./report/tap-watch.ts";
import { stateCommand } from "./state/command.ts";
import { migrateState } from "./state/migration.ts";
import { dryRun } from "./singer/dry-run.ts";
import { runSync } from "./singer/run-sync.ts";
import { receiveCommand } from "./webhook/receive-command.ts";
import { webhookCommandOf } from "./webhook/webhook-command.ts";
import { version } from "./version.ts";

/**
 * Makes the tap, ready for `runTap`.
 *
 * @example
 * ```ts
 * import process from "node:process";
 * import { endProcess, nodeHost, runTap } from "@tap-instagram/singer";
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
 * endProcess(process, exitCode);
 * ```
 */
export function createTapInstagram(ports: Ports = {}): TapDefinition<TapSettings> {
  return tapOf(streamGroups, ports);
}

/** The tap with the streams of a registry. */
export function tapOf(
  groupsOf: (settings?: Partial<Settings>) => readonly StreamGroup[],
  ports: Ports,
): TapDefinition<TapSettings, TapWatch> {
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
      "stream-maps",
      "structured-logging",
    ],
    settings,
    checkSettings: (known) => [...checkSettings(known), ...checkOwnShard(known, ports)],
    streams: (known) => declarations(groupsOf(known)),
    subcommands: {
      auth: authCommandOf(ports),
      check: checkCommandOf(ports, {
        declarations: (known) => declarations(groupsOf(known)),
        uses: (known, login, selected) => permissionUses(groupsOf(known), login, selected),
      }),
      accounts: accountsCommandOf(ports),
      state: stateCommand,
      webhook: webhookCommandOf((known) => declarations(groupsOf(known))),
      receive: receiveCommand,
    },
    createRedactor,
    fetch: ports.fetch,
    migrateState,
    watch: (start) => new TapWatch(start, ports),
    sync: (run) => runSync(inOwnShard(run, ports), groupsOf(run.settings), ports),
    dryRun: (run) => dryRun(inOwnShard(run, ports), groupsOf(run.settings), ports),
  };
}

/** The run with the number of its own shard in its settings. */
function inOwnShard<Run extends { readonly settings: Settings }>(run: Run, { env = {} }: Ports): Run {
  return { ...run, settings: { ...run.settings, shard: ownShardText(run.settings.shard, env) } };
}

function checkOwnShard({ shard }: Settings, { env = {} }: Ports): Problem[] {
  try {
    ownShardText(shard, env);
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ place: "shard", message: error.message }];
  }
}
