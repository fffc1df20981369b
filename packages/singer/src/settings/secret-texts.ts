import { getOwn, isJsonObject } from "../json/json.ts";
import { variableName } from "./environment.ts";
import type { SettingDefinitions } from "./setting.ts";

/** Names of what is secret in any place, also where no setting is called so. */
const secretName = /token|secret|passw|credential|private.?key|api.?key|proof/i;

/** The texts of secret settings, and of those that have the name of a secret but are not known. */
export function secretTexts(settings: SettingDefinitions, values: unknown): string[] {
  if (!isJsonObject(values)) return [];
  const names = Object.entries(settings).flatMap(([name, setting]) =>
    [name, ...(setting.aliases ?? [])].map((key) => [key, setting.secret === true] as const),
  );
  const known = Object.fromEntries(names);
  return Object.entries(values).flatMap(([key, value]) =>
    (getOwn(known, key) ?? secretName.test(key)) ? textsIn(value) : [],
  );
}

/** The texts of secret settings in the environment, whether or not the settings are read from there. */
export function environmentSecrets(
  { name: command }: { readonly name: string },
  settings: SettingDefinitions,
  env: { readonly [name: string]: string | undefined },
): string[] {
  return Object.entries(settings).flatMap(([name, { aliases = [], secret = false }]) =>
    secret ? [name, ...aliases].flatMap((key) => env[variableName(command, key)] ?? []) : [],
  );
}

/** A secret may be a list, or objects with values. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
