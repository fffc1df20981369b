import { readSettings } from "../command/read-settings.ts";
import { Bookmarks, type BookmarksOptions } from "../state/bookmarks.ts";
import { readStateFile } from "../state/read-state-file.ts";
import type { Catalog, StreamDeclaration } from "../catalog/catalog.ts";
import { readJson } from "../host/files.ts";
import { isJsonObject } from "../json/json.ts";
import { parseCatalog } from "../catalog/parse-catalog.ts";
import type { CommandContext } from "../command/run-command.ts";
import type { SettingDefinitions, SettingsOf } from "../settings/setting.ts";
import type { TapCapabilityValues } from "./capability-settings.ts";
import type { TapDefinition } from "./tap-definition.ts";
import { tapKind, type TapFlags } from "./tap-kind.ts";

/** What a run of a tap's command gets. */
export type TapContext = CommandContext<TapFlags>;

/** The settings of `--config`, including those of the tap's capabilities. */
export function readTapSettings<D extends SettingDefinitions>(
  tap: TapDefinition<D>,
  context: TapContext,
  onSources?: (places: readonly string[]) => void,
): SettingsOf<D> & TapCapabilityValues {
  return readSettings(tap, tapKind, { ...context, configs: context.flags.config, onSources });
}

/** The catalog of `--catalog`, if there is one. */
export function readCatalog({ flags, host }: TapContext): Catalog | undefined {
  const path = flags.catalog;
  if (path === undefined) return undefined;
  return parseCatalog(readJson("Cannot use the catalog", path, host.cwd()), { place: path });
}

/** The bookmarks of `--state`. Empty without the flag or with an empty file. */
export function readState<D extends SettingDefinitions>(
  tap: TapDefinition<D>,
  { flags, host, logger }: TapContext,
  settings: SettingsOf<D> | undefined,
  declarations: readonly StreamDeclaration[],
): Bookmarks {
  const options: BookmarksOptions = {
    onWarning: (text) => logger.warning(text),
    migrate: (state) => {
      if (settings !== undefined) return tap.migrateState?.(state, settings);
      // Without settings the tap cannot read older forms. Then the problems of the settings are reported.
      return isJsonObject(state) && state.bookmarks !== undefined ? undefined : { bookmarks: {} };
    },
    isInstant: (stream, key) =>
      declarations.find(({ name }) => name === stream)?.schema.properties[key]?.format?.startsWith("date") ===
      true,
  };
  if (flags.state === undefined) return Bookmarks.parse({}, { ...options, now: () => host.now() });
  return readStateFile(flags.state, { ...options, host });
}
