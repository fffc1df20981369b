import { existsSync } from "node:fs";
import type { Logger } from "@tap-instagram/singer";
import { compactFile } from "../compact/compact-file.ts";
import { discardPartial } from "../disk/partial.ts";
import { RowFile, type FileSystemContext } from "../files/row-file.ts";
import type { FileReport } from "../files/row-sink.ts";
import type { Row } from "../rows/row.ts";
import type { KeyName } from "../scan/member-list.ts";
import type { LoadMethod } from "./load-method.ts";

/**
 * Keeps one row per key, the last one to come. Rows are appended as they come, so that they are safe, and their
 * state acknowledged, at once; when the input has ended well, those that a later row replaces are removed.
 */
export class UpsertLoad implements LoadMethod {
  readonly #path: string;
  readonly #context: FileSystemContext;
  readonly #logger: Logger;
  readonly #file: RowFile;
  #keys: readonly KeyName[] = [];
  #activated: string | undefined;

  /** @throws DiskError when what an interrupted run left cannot be mended. */
  constructor(path: string, context: FileSystemContext, logger: Logger) {
    this.#path = path;
    this.#context = context;
    this.#logger = logger;
    discardPartial(path);
    discardPartial(`${path}.keys`);
    this.#file = new RowFile(path, context);
    this.#file.repair();
  }

  get waiting(): number {
    return this.#file.waiting;
  }

  add(row: Row): void {
    this.#file.add(row);
  }

  activateVersion(version: string): void {
    this.#activated = version;
  }

  setKeys(keys: readonly KeyName[]): void {
    this.#keys = keys;
  }

  flush(releaseMemory?: boolean): void {
    this.#file.flush(releaseMemory);
  }

  async sync(): Promise<void> {
    await this.#file.sync();
  }

  async complete(signal: AbortSignal): Promise<void> {
    this.#file.close();
    if (!existsSync(this.#path)) return;
    if (this.#keys.length === 0) {
      this.#logger.warning("the stream has no key_properties: its rows were appended, none were replaced");
      return;
    }
    const { removed, unkeyed, isDisturbed } = await compactFile(this.#path, {
      context: this.#context,
      keys: this.#keys,
      version: this.#activated,
      signal,
    });
    if (removed > 0) this.#logger.info(`removed ${removed} replaced ${removed === 1 ? "row" : "rows"}`);
    if (unkeyed > 0)
      this.#logger.warning(`${unkeyed} rows of ${this.#path} have no key and stay as they are`);
    if (isDisturbed)
      this.#logger.warning(
        `another process writes to ${this.#path}: rows that later ones replace stay until a run that is alone`,
      );
    if (signal.aborted)
      this.#logger.info("told to stop: the next run removes the rows that later ones replace");
  }

  abandon(): void {
    this.#file.abandon();
  }

  reports(): readonly FileReport[] {
    return this.#file.reports();
  }
}
