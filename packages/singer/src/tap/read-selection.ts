import type { StreamDeclaration } from "../catalog/catalog.ts";
import { parseCatalog } from "../catalog/parse-catalog.ts";
import { selectStreams, type SelectedStream } from "../catalog/selection.ts";
import { readJson, type FileHost } from "../host/files.ts";

/** The streams among which a catalog chooses, and where it is read. */
export interface SelectionOptions {
  readonly streams: readonly StreamDeclaration[];
  readonly host: FileHost;
  /** Receives one line for each part of the catalog that is ignored. Default: they are ignored without a word. */
  readonly onWarning?: ((text: string) => void) | undefined;
}

/**
 * The streams that a sync with this catalog reads; without a catalog, those that are selected by default. For
 * subcommands: a sync is given them.
 *
 * @throws InvalidInputError when the file is not a catalog.
 *
 * @example
 * ```ts
 * import process from "node:process";
 * import { nodeHost, type StreamDeclaration } from "@tap-instagram/singer";
 * import { readSelection } from "@tap-instagram/singer/protocol";
 *
 * declare const streams: readonly StreamDeclaration[];
 * const selected = readSelection("catalog.json", { streams, host: nodeHost(process) });
 * console.log(selected.map(({ name }) => name));
 * ```
 */
export function readSelection(
  path: string | undefined,
  { streams, host, onWarning }: SelectionOptions,
): SelectedStream[] {
  const catalog =
    path === undefined
      ? undefined
      : parseCatalog(readJson("Cannot use the catalog", path, host), { place: path });
  return selectStreams(streams, catalog, onWarning);
}
