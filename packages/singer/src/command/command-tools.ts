import type { CommandHost } from "../host/host.ts";
import type { ProgressLine } from "../host/progress-line.ts";
import type { CommandLogger } from "../logs/command-logger.ts";

/** What every run of a command can use. */
export interface CommandTools extends CommandLogger {
  readonly host: CommandHost;
  readonly progress: ProgressLine;
}
