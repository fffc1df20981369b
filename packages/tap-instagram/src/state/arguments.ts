import { parseArgs } from "node:util";
import { UsageError } from "@tap-instagram/singer";

/** The flags of a command: those with a value, and those that are there or not. */
export interface StateFlags {
  readonly [name: string]: "value" | "switch";
}

/** What a command line says. */
export interface StateArguments {
  isHelp: boolean;
  files: string[];
  value: (flag: string) => string | undefined;
  has: (flag: string) => boolean;
}

/** Reads the arguments of `state merge` or `state split`. @throws UsageError */
export function parseStateArguments(command: string, args: string[], flags: StateFlags): StateArguments {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, kind]) => [
      name,
      { type: kind === "value" ? ("string" as const) : ("boolean" as const) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...options, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
    const found = new Map<string, unknown>(Object.entries(values));
    return {
      isHelp: found.has("help"),
      files: positionals,
      value: (flag) => {
        const value = found.get(flag);
        return typeof value === "string" ? value : undefined;
      },
      has: (flag) => found.has(flag),
    };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error);
    throw new UsageError(`Cannot understand state ${command}: ${reason}`);
  }
}
