import type { CommandDefinition } from "./command-definition.ts";
import type { CommandLogger } from "../logs/command-logger.ts";
import { createRedactor } from "../logs/redact.ts";

/** From now on no log line shows the value of a secret setting. */
export function hideSecrets(
  command: CommandDefinition,
  settings: { readonly [name: string]: unknown },
  context: CommandLogger,
): void {
  const secrets = Object.entries(command.settings).flatMap(([name, { secret }]) => {
    return secret === true ? textsIn(settings[name]) : [];
  });
  const hide = createRedactor(secrets);
  context.redactWith((text) => hide(command.redact?.(text) ?? text));
}

/** A secret may be a list, or objects with names and values. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
