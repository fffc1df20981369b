import { UsageError } from "@tap-instagram/singer";

/** Flags of more than one command. */
export const commandFlags = {
  config: { value: "FILE", isInput: true, help: "Settings as JSON" },
  debug: { help: "Also write log messages of the level DEBUG" },
} as const;

/** The value of a flag that a command cannot do without. @throws UsageError */
export function required(command: string, name: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new UsageError(`The command ${command} needs the flag --${name}: ${command} --${name} FILE`);
}
