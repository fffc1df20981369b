import { InvalidInputError } from "@tap-instagram/singer";
import { ProblemList, readJson } from "@tap-instagram/singer/protocol";
import { configuredStreams } from "../catalog/configured.ts";
import { selectionOf, type Selection } from "../catalog/selection.ts";
import { offeredStreams } from "../catalog/streams.ts";
import type { Session } from "../session/session.ts";
import { readConfig, type Config } from "../settings/read-config.ts";
import { readStreamStates } from "../state/state-file.ts";
import { bookmarksOf, type StreamBookmarks } from "../state/stream-bookmarks.ts";

/** The files of a read. */
export interface ReadFiles {
  readonly config: string;
  readonly catalog: string;
  readonly state: string | undefined;
}

/** What the files say. */
export interface ReadInput {
  readonly config: Config;
  /** Where the settings are. */
  readonly path: string;
  readonly selection: Selection;
  readonly bookmarks: ReadonlyMap<string, StreamBookmarks>;
}

/**
 * Reads the files of a read.
 *
 * @throws InvalidInputError with the problems of all of them.
 */
export function readInput(files: ReadFiles, session: Session): ReadInput {
  const { host, onWarning } = session;
  const found = new ProblemList();
  const config = found.collect(() => readConfig(files.config, session));
  const configured = found.collect(() =>
    configuredStreams(readJson("Cannot use the catalog", files.catalog, host), files.catalog, onWarning),
  );
  const { state: path } = files;
  const states = found.collect(() =>
    path === undefined ? new Map() : readStreamStates(readJson("Cannot use the state", path, host), path),
  );
  const selection = configured && selectionOf(configured, offeredStreams(config?.settings));
  const reading = { now: () => host.now(), onWarning };
  const bookmarks =
    selection && states && found.collect(() => bookmarksOf(selection.streams, states, reading));
  if (!config || !selection || !bookmarks || found.problems.length > 0)
    throw new InvalidInputError("Cannot start the sync", found.problems);
  return { config, path: files.config, selection, bookmarks };
}
