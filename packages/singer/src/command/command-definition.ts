import type { PluginDescription } from "./about.ts";
import type { CommandHost } from "../host/host.ts";

/** A further word a command understands, e.g. `state merge`. */
export interface Subcommand {
  /** One line for the help. */
  summary: string;
  /** @returns the exit code. */
  run(args: string[], host: CommandHost): Promise<number>;
}

/** What a tap and a target have in common. */
export interface CommandDefinition extends PluginDescription {
  /** Hides more than the values of secret settings from logs. */
  redact?(text: string): string;
  subcommands?: { readonly [name: string]: Subcommand };
  /** Lines at the end of `--help`, e.g. a link. */
  epilogue?: string;
}
