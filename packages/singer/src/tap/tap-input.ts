import { readSettings } from "../command/read-settings.ts";
import { Bookmarks, type BookmarksOptions } from "../state/bookmarks.ts";
import { parseState, readStateFile } from "../state/read-state-file.ts";
import {
  getState,
  hasScheme,
  isAddress,
  placeOfAddress,
  problemOfAddress,
  type StateAtAddress,
} from "../state/remote-state.ts";
import type { Catalog, StreamDeclaration } from "../catalog/catalog.ts";
import { readJson } from "../host/files.ts";
import { InvalidInputError } from "../errors.ts";
import { isJsonObject } from "../json/json.ts";
import type { Logger } from "../logs/logger.ts";
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
  return parseCatalog(readJson("Cannot use the catalog", path, host), { place: path });
}

/** A state that was fetched. */
export interface RemoteState extends StateAtAddress {
  /** Where it comes from, without what is secret of its address. */
  readonly place: string;
}

/** The state of `--state`, where that is an address. @throws InvalidInputError when it cannot be read. */
export async function fetchState<D extends SettingDefinitions>(
  tap: Pick<TapDefinition<D>, "fetch" | "sleep">,
  { flags }: TapContext,
): Promise<RemoteState | undefined> {
  const { state: address, "state-output": output } = flags;
  const problems = [
    ...(address !== undefined && hasScheme(address) ? [{ place: "--state", address }] : []),
    ...(output === undefined ? [] : [{ place: "--state-output", address: output }]),
  ].flatMap(({ place, address: one }) => {
    const message = problemOfAddress(one);
    return message === undefined ? [] : [{ place, message }];
  });
  if (problems.length > 0) throw new InvalidInputError("Cannot use the state", problems);
  if (address === undefined || !isAddress(address)) return undefined;
  return { place: placeOfAddress(address), ...(await getState(address, tap)) };
}

/** The bookmarks of `--state`. Empty without the flag or with an empty file. */
export function readState<D extends SettingDefinitions>(
  tap: TapDefinition<D>,
  { flags, host, logger }: TapContext,
  settings: SettingsOf<D> | undefined,
  declarations: readonly StreamDeclaration[],
  remote: RemoteState | undefined,
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
  if (remote) {
    tellOfRemote(remote, logger);
    return parseState(remote.json, { ...options, place: remote.place, now: () => host.now() });
  }
  const advice =
    "the first run goes without --state, and each later one with the state that the target printed";
  return readStateFile(flags.state, { ...options, host, advice });
}

function tellOfRemote({ place, json, isThere, isCut }: RemoteState, logger: Logger): void {
  if (!isThere) logger.info(`There is no state at ${place} yet: the sync begins anew`);
  else if (json === undefined) logger.warning(`${place} is empty, so the sync begins anew`);
  if (isCut) logger.warning(`The last line of ${place} is cut: the state of the line before it is used`);
}
