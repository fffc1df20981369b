import {
  discardPartial,
  partialMode,
  partialPath,
  promotePartial,
  tryDiscardPartial,
} from "../disk/partial.ts";
import { RowFile, type FileSystemContext } from "../files/row-file.ts";
import { copyRanges } from "../disk/copy-ranges.ts";
import type { FileReport } from "../files/row-sink.ts";
import type { Row } from "../rows/row.ts";
import type { LoadMethod } from "./load-method.ts";
import { VersionRanges } from "./version-ranges.ts";

/**
 * Replaces a file by the rows of this run. They grow beside it and take its place in one step when the input has
 * ended well; until then, and whenever a run ends otherwise, the rows of the run before stay readable.
 */
export class OverwriteLoad implements LoadMethod {
  readonly #path: string;
  readonly #next: RowFile;
  readonly #onKept: () => void;
  readonly #ranges: VersionRanges = new VersionRanges();
  #activated: string | undefined;

  /**
   * @param onKept called when no row came, so that the rows of the run before stay.
   * @throws DiskError when the leftovers of an interrupted run cannot be removed.
   */
  constructor(path: string, context: FileSystemContext, onKept: () => void) {
    this.#path = path;
    this.#onKept = onKept;
    discardPartial(path);
    discardPartial(partialPath(path));
    this.#next = new RowFile(partialPath(path), context, partialMode(path));
  }

  get waiting(): number {
    return this.#next.waiting;
  }

  add(row: Row): void {
    if (!this.#ranges.continues(row.version)) {
      // Rows of different versions share no compressed piece, so that each can be left out.
      this.#next.flush();
      this.#ranges.begin(row.version, this.#next.bytes);
    }
    this.#next.add(row);
  }

  activateVersion(version: string): void {
    this.#activated = version;
  }

  setKeys(): void {
    // All rows of the run are kept.
  }

  flush(releaseMemory?: boolean): void {
    this.#next.flush(releaseMemory);
  }

  async sync(): Promise<void> {
    await this.#next.sync();
  }

  async complete(): Promise<void> {
    if (this.#next.rows === 0 && this.#activated === undefined) {
      this.#onKept();
      return;
    }
    this.#next.create();
    this.#next.close();
    if (this.#activated !== undefined) await this.#keepOnly(this.#activated);
    promotePartial(this.#path);
  }

  abandon(): void {
    this.#next.abandon();
    tryDiscardPartial(this.#path);
  }

  reports(): readonly FileReport[] {
    return this.#next.reports().map((report) => ({ ...report, path: this.#path }));
  }

  async #keepOnly(version: string): Promise<void> {
    const ranges = this.#ranges.of(version, this.#next.bytes);
    if (ranges !== "all") await copyRanges(partialPath(this.#path), ranges);
  }
}
