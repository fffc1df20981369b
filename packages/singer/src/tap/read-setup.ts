import type { Catalog, StreamDeclaration } from "../catalog/catalog.ts";
import { InvalidInputError, ProblemList } from "../errors.ts";
import type { SettingDefinitions, SettingsOf } from "../settings/setting.ts";
import type { Bookmarks } from "../state/bookmarks.ts";
import { mapperOf, type TapCapabilityValues } from "./capability-settings.ts";
import type { RunWatch } from "./run-watch.ts";
import type { TapDefinition } from "./tap-definition.ts";
import { fetchState, readCatalog, readState, readTapSettings, type TapContext } from "./tap-input.ts";

/** What a sync starts from. */
export interface TapSetup<D extends SettingDefinitions> {
  readonly settings: SettingsOf<D> & TapCapabilityValues;
  /** Where the settings come from. */
  readonly sources: readonly string[];
  readonly catalog: Catalog | undefined;
  readonly declarations: readonly StreamDeclaration[];
  readonly mapper: ReturnType<typeof mapperOf>;
  readonly bookmarks: Bookmarks;
}

/**
 * Reads the settings, the catalog and the state of a sync.
 *
 * @throws InvalidInputError with the problems of all of them.
 */
export async function readSetup<D extends SettingDefinitions, W extends RunWatch>(
  tap: TapDefinition<D, W>,
  context: TapContext,
): Promise<TapSetup<D>> {
  const found = new ProblemList();
  let sources: readonly string[] = [];
  const settings = found.collect(() => readTapSettings(tap, context, (places) => (sources = places)));
  const catalog = found.collect(() => readCatalog(context));
  const declarations = tap.streams(settings);
  const mapper = found.collect(() => settings && mapperOf(settings, declarations));
  const fetched = await fetchState(tap, context).then(
    (remote) => () => remote,
    (error: unknown) => () => {
      throw error;
    },
  );
  const bookmarks = found.collect(() => readState(tap, context, settings, declarations, fetched()));
  if (settings === undefined || bookmarks === undefined || found.problems.length > 0)
    throw new InvalidInputError("Cannot start the sync", found.problems);
  return { settings, sources, catalog, declarations, mapper, bookmarks };
}
