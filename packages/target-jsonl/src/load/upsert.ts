import { existsSync, statSync } from "node:fs";
import type { Logger } from "@tap-instagram/singer";
import { compactFile, type Compaction } from "../compact/compact-file.ts";
import { discardKeys } from "../compact/key-index.ts";
import { discardOwn } from "../disk/partial.ts";
import { InputError } from "../errors/input-error.ts";
import { RowFile, type FileSystemContext } from "../files/row-file.ts";
import type { FileReport } from "../files/row-sink.ts";
import type { Row } from "../rows/row.ts";
import { newerVersion, type TableVersion } from "../rows/table-version.ts";
import type { KeyName } from "../scan/member-list.ts";
import { isSameKey, KeyRecord } from "./key-record.ts";
import type { LoadMethod } from "./load-method.ts";

/**
 * Keeps the last row of each key. Rows are appended as they come: they are safe, and their state is acknowledged, at
 * once. When the input ends without a failure, replaced rows are removed.
 */
export class UpsertLoad implements LoadMethod {
  readonly #path: string;
  readonly #context: FileSystemContext;
  readonly #logger: Logger;
  readonly #file: RowFile;
  readonly #record: KeyRecord;
  #keys: readonly KeyName[] | undefined;
  #isKeyRecorded = false;
  #activated: TableVersion | undefined;

  /** @throws DiskError when the file cannot be repaired after an interrupted run. */
  constructor(path: string, context: FileSystemContext, logger: Logger) {
    this.#path = path;
    this.#context = context;
    this.#logger = logger;
    this.#record = new KeyRecord(path);
    discardOwn(path, "partial");
    discardKeys(path);
    this.#file = new RowFile(path, context);
    this.#file.repair();
  }

  get waiting(): number {
    return this.#file.waiting;
  }

  add(row: Row): void {
    if (!this.#isKeyRecorded) this.#recordKey();
    this.#file.add(row);
  }

  activateVersion(version: TableVersion): void {
    this.#activated = newerVersion(this.#activated, version);
  }

  /** @throws InputError when the rows so far, of this run or of earlier ones, have another key. */
  setKeys(keys: readonly KeyName[]): void {
    const before = this.#keys === undefined ? this.#recordedKey() : namesOf(this.#keys);
    if (before !== undefined && !isSameKey(before, namesOf(keys))) this.#refuseKey(before, namesOf(keys));
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
    const keys = this.#keys ?? [];
    if (keys.length === 0) {
      this.#logger.warning("the stream has no key_properties: all rows were appended, none were replaced");
      return;
    }
    if (!this.#isKeyRecorded) this.#recordKey();
    const found = await compactFile(this.#path, {
      context: this.#context,
      keys,
      activated: this.#activated,
      mustKeepRows: this.#file.rows > 0,
      signal,
    });
    this.#report(found);
  }

  abandon(): void {
    this.#file.abandon();
  }

  reports(): readonly FileReport[] {
    return this.#file.reports();
  }

  /** The key of the rows of earlier runs; undefined without rows, and where none was kept. */
  #recordedKey(): readonly string[] | undefined {
    const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
    const recorded = size === 0 ? undefined : this.#record.read();
    this.#isKeyRecorded = recorded !== undefined;
    return recorded;
  }

  /** The key is on the disk before the first row, since a run can end at any time. */
  #recordKey(): void {
    this.#record.write(namesOf(this.#keys ?? []));
    this.#isKeyRecorded = true;
  }

  #refuseKey(before: readonly string[], now: readonly string[]): never {
    throw new InputError(
      `the key changed from ${keyText(before)} to ${keyText(now)} (key_properties), and rows that have nothing in common would replace each other; no row was removed`,
      {
        hint: `To load with the new key, move ${this.#path} away, or choose another destination_path. To use the new key for the old rows too, remove ${this.#record.path}`,
      },
    );
  }

  #report({ end, removed, unkeyed }: Compaction): void {
    const path = this.#path;
    if (removed > 0) this.#logger.info(`removed ${removed} replaced ${removed === 1 ? "row" : "rows"}`);
    if (unkeyed > 0)
      this.#logger.warning(
        `${unkeyed} ${unkeyed === 1 ? "row" : "rows"} of ${path} without the key, or with null in it: all of them stay`,
      );
    if (end === "disturbed")
      this.#logger.warning(
        `another process writes to ${path}: replaced rows stay there until a run is alone with the file`,
      );
    if (end === "stopped") this.#logger.info("Stopped before deduplication; the next run finishes it");
    if (end === "all outdated")
      throw new InputError(
        `All rows of ${path}, with those of this run, are older than the version ${this.#activated?.json} that the tap activated: the file would be empty. No row was removed`,
        { hint: "The tap must send rows with the version that it activates, or without any version" },
      );
  }
}

function namesOf(keys: readonly KeyName[]): string[] {
  return keys.map(({ text }) => text);
}

function keyText(names: readonly string[]): string {
  return names.length === 0 ? "no key" : names.map((name) => JSON.stringify(name)).join(", ");
}
