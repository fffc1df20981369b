import type { CommandDefinition } from "./command-definition.ts";
import type { CommandLogger } from "./command-logger.ts";
import { redactor } from "./redact.ts";

/** From now on no log line shows the value of a secret setting. */
export function hideSecrets(
  command: CommandDefinition,
  settings: { readonly [name: string]: unknown },
  context: CommandLogger,
): void {
  const secrets = Object.entries(command.settings).flatMap(([name, { secret }]) => {
    const value = secret === true ? settings[name] : undefined;
    return [value].flat().filter((one) => typeof one === "string");
  });
  const hide = redactor(secrets);
  context.redactWith((text) => hide(command.redact?.(text) ?? text));
}
