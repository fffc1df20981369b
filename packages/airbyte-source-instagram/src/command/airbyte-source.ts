import { createRedactor } from "@tap-instagram/core";
import { UsageError, type CommandHost } from "@tap-instagram/singer";
import { runCommand, type CommandDefinition, type CommandKind } from "@tap-instagram/singer/protocol";
import { settings, type Ports } from "tap-instagram/engine";
import { checkCommandOf } from "../check/check-command.ts";
import { readCommandOf } from "../read/read-command.ts";
import { version } from "../version.ts";
import { discoverCommand } from "./discover-command.ts";
import { specCommand } from "./spec-command.ts";

const synopsis = "spec|check|discover|read";

const kind: CommandKind = {
  flags: {},
  synopsis,
  examples: (name) => [
    { line: `${name} spec`, does: "Print the settings" },
    { line: `${name} check --config config.json`, does: "Find out whether settings and token work" },
    { line: `${name} discover --config config.json`, does: "List the streams" },
    {
      line: `${name} read --config config.json --catalog catalog.json --state state.json`,
      does: "Read them",
    },
  ],
  capabilitySettings: {},
};

/**
 * Runs a command of the source: `spec`, `check`, `discover` or `read`.
 *
 * @returns the exit code, when everything is written.
 *
 * @example
 * ```ts
 * import process from "node:process";
 * import { endProcess, nodeHost } from "@tap-instagram/singer";
 * import { runAirbyteSource } from "@tap-instagram/airbyte-source";
 *
 * let requests = 0;
 * const counted: typeof fetch = (input, init) => {
 *   requests += 1;
 *   return fetch(input, init);
 * };
 * const exitCode = await runAirbyteSource(nodeHost(process), { fetch: counted });
 * console.error(`${requests} requests`);
 * endProcess(process, exitCode);
 * ```
 */
export function runAirbyteSource(host: CommandHost, ports: Ports = {}): Promise<number> {
  const command: CommandDefinition = {
    name: "airbyte-source-instagram",
    version,
    description: "Everything Instagram accounts publish, and how people reacted to it, for Airbyte.",
    capabilities: [],
    settings,
    createRedactor,
    subcommands: {
      spec: specCommand,
      check: checkCommandOf(ports),
      discover: discoverCommand,
      read: readCommandOf(ports),
    },
  };
  return runCommand(command, kind, host, async () => {
    throw new UsageError(`Say what to do: ${synopsis.replaceAll("|", ", ")}`);
  });
}
