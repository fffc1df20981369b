import type { Logger } from "@tap-instagram/singer";
import { copyRanges } from "../disk/copy-ranges.ts";
import { discardOwn, ownPath, partialMode, promoteOwn, tryDiscardOwn } from "../disk/partial.ts";
import { InputError } from "../errors/input-error.ts";
import { RowFile, type FileSystemContext } from "../files/row-file.ts";
import type { FileReport } from "../files/row-sink.ts";
import type { Row } from "../rows/row.ts";
import { newerVersion, type TableVersion } from "../rows/table-version.ts";
import { KeyRecord } from "./key-record.ts";
import type { LoadMethod } from "./load-method.ts";
import { VersionRanges } from "./version-ranges.ts";

/**
 * Replaces a file with the rows of this run. They grow beside it, and take its place in one step when the input ends
 * without a failure. Until then, and after any other end of the run, the old rows stay readable.
 */
export class OverwriteLoad implements LoadMethod {
  readonly #path: string;
  readonly #next: RowFile;
  readonly #logger: Logger;
  readonly #ranges: VersionRanges = new VersionRanges();
  #activated: TableVersion | undefined;

  /** @throws DiskError when the files of an interrupted run cannot be removed. */
  constructor(path: string, context: FileSystemContext, logger: Logger) {
    this.#path = path;
    this.#logger = logger;
    discardOwn(path, "partial");
    discardOwn(path, "copy");
    const mode = partialMode(path);
    this.#next = new RowFile(ownPath(path, "partial"), context, { mode, isNew: true });
  }

  get waiting(): number {
    return this.#next.waiting;
  }

  add(row: Row): void {
    if (!this.#ranges.continues(row.version)) {
      // Rows of different versions share no compressed piece: each version can be left out.
      this.#next.flush();
      this.#ranges.begin(row.version, this.#next.bytes);
    }
    this.#next.add(row);
  }

  activateVersion(version: TableVersion): void {
    this.#activated = newerVersion(this.#activated, version);
  }

  setKeys(): void {
    // All rows of the run stay.
  }

  flush(releaseMemory?: boolean): void {
    this.#next.flush(releaseMemory);
  }

  async sync(): Promise<void> {
    await this.#next.sync();
  }

  async complete(): Promise<void> {
    if (this.#next.rows === 0 && this.#activated === undefined) {
      this.#logger.warning(`no rows came: ${this.#path} stays as it is`);
      return;
    }
    this.#next.create();
    this.#next.close();
    const kept = this.#activated === undefined ? "all" : this.#keptBy(this.#activated);
    if (kept === "all") {
      promoteOwn(this.#path, "partial");
    } else {
      const copy = { path: ownPath(this.#path, "copy"), mode: partialMode(ownPath(this.#path, "partial")) };
      await copyRanges(ownPath(this.#path, "partial"), kept, copy);
      promoteOwn(this.#path, "copy");
      tryDiscardOwn(this.#path, "partial");
    }
    // The key of the rows that are gone.
    new KeyRecord(this.#path).remove();
  }

  abandon(): void {
    this.#next.abandon();
    tryDiscardOwn(this.#path, "partial");
    tryDiscardOwn(this.#path, "copy");
  }

  reports(): readonly FileReport[] {
    return this.#next.reports().map((report) => ({ ...report, path: this.#path }));
  }

  #keptBy(activated: TableVersion): ReturnType<VersionRanges["keptBy"]> {
    const kept = this.#ranges.keptBy(activated, this.#next.bytes);
    if (kept === "all" || kept.length > 0) return kept;
    throw new InputError(
      `${this.#next.rows === 1 ? "The only row" : `All ${this.#next.rows} rows`} for ${this.#path} ${this.#next.rows === 1 ? "is" : "are"} older than the version ${activated.json} that the tap activated: the file would be empty. It stays as it is`,
      { hint: "The tap must send rows with the version that it activates, or without any version" },
    );
  }
}
