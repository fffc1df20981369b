import { Bookmarks } from "../state/bookmarks.ts";
import type { Catalog, StreamDeclaration } from "../catalog/catalog.ts";
import { readJson } from "../host/files.ts";
import { hideSecrets } from "../command/hide-secrets.ts";
import { isJsonObject } from "../json/json.ts";
import { parseCatalog } from "../catalog/parse-catalog.ts";
import type { CommandContext } from "../command/run-command.ts";
import { loadSettings } from "../settings/load-settings.ts";
import { checkFlattening } from "../settings/ready-made.ts";
import type { SettingDefinitions, SettingsOf } from "../settings/setting.ts";
import type { TapDefinition } from "./tap-definition.ts";

/** The settings of `--config`; from then on their secrets are hidden from logs. */
export function readSettings<D extends SettingDefinitions>(
  tap: TapDefinition<D>,
  context: CommandContext,
): SettingsOf<D> {
  const { args, host, logger } = context;
  const settings = loadSettings(tap.settings, {
    command: tap.name,
    configs: args.flags.get("config") ?? [],
    host,
    onWarning: (text) => logger.warning(text),
    checkTogether: (values) => [...checkFlattening(values), ...(tap.checkSettings?.(values) ?? [])],
  });
  hideSecrets(tap, settings, context);
  return settings;
}

/** The catalog of `--catalog`, if there is one. */
export function readCatalog({ args, host }: CommandContext): Catalog | undefined {
  const path = args.flags.get("catalog")?.at(-1);
  if (path === undefined) return undefined;
  return parseCatalog(readJson("Cannot use the catalog", path, host.cwd()), { place: path });
}

/** The bookmarks of `--state`; none when the flag is not there or the file is empty. */
export function readState<D extends SettingDefinitions>(
  tap: TapDefinition<D>,
  { args, host, logger }: CommandContext,
  settings: SettingsOf<D> | undefined,
  declarations: readonly StreamDeclaration[],
): Bookmarks {
  const path = args.flags.get("state")?.at(-1);
  const json = path === undefined ? undefined : readJson("Cannot use the state", path, host.cwd());
  return Bookmarks.parse(json, {
    place: path ?? "state",
    now: () => host.now(),
    onWarning: (text) => logger.warning(text),
    migrate: (state) => {
      if (settings !== undefined) return tap.migrateState?.(state, settings);
      // Without settings the tap cannot judge older forms, and the settings are what is to be reported.
      return isJsonObject(state) && state.bookmarks !== undefined ? undefined : { bookmarks: {} };
    },
    isInstant: (stream, key) =>
      declarations.find(({ name }) => name === stream)?.schema.properties[key]?.format?.startsWith("date") ===
      true,
  });
}
