import { statSync } from "node:fs";
import { discardOwn, ownPath, partialMode, promoteOwn, tryDiscardOwn } from "../disk/partial.ts";
import { RowFile, type FileSystemContext } from "../files/row-file.ts";
import { isOlder, VersionReader, type TableVersion } from "../rows/table-version.ts";
import { KeyName, MemberList } from "../scan/member-list.ts";
import { onDisk } from "../errors/disk-error.ts";
import { Bitmap } from "./bitmap.ts";
import { forEachRow } from "./file-rows.ts";
import { KeyIndex } from "./key-index.ts";
import { fingerprint, fingerprintWords } from "./row-key.ts";

const tableVersion: KeyName = new KeyName("_sdc_table_version");

export interface CompactOptions {
  readonly context: FileSystemContext;
  readonly keys: readonly KeyName[];
  /** Rows with an older table version are removed; rows without one stay. */
  readonly activated: TableVersion | undefined;
  /** Leaves the file as it is if all rows would go. */
  readonly mustKeepRows: boolean;
  /** Leaves the file as it is. */
  readonly signal: AbortSignal;
}

/** What {@link compactFile} did. */
export interface Compaction {
  /** Only `done` changed the file. */
  readonly end: "done" | "stopped" | "disturbed" | "all outdated";
  /** Rows that were removed. */
  readonly removed: number;
  /** Rows without the key or with null in it, and lines that are not JSON objects: they stay. */
  readonly unkeyed: number;
}

interface Found {
  readonly rows: number;
  readonly replaced: Bitmap;
  readonly unkeyed: number;
}

/**
 * Removes every row that a later row with the same key replaces. Reads the file once to find them. If there are any, it
 * reads the file again, writes the other rows beside it, and puts the new file in the place of the old. Memory grows by
 * one bit per row.
 *
 * @throws DiskError; the file is then as it was.
 */
export async function compactFile(path: string, options: CompactOptions): Promise<Compaction> {
  const before = identity(path);
  const isSame = (): boolean => identity(path) === before;
  const found = await findReplaced(path, options);
  if (found === undefined) return { end: "stopped", removed: 0, unkeyed: 0 };
  const { rows, replaced, unkeyed } = found;
  if (replaced.count === 0) return { end: "done", removed: 0, unkeyed };
  if (replaced.count === rows && options.mustKeepRows) return { end: "all outdated", removed: 0, unkeyed };
  if (await rewrite(path, replaced, options, isSame))
    return { end: "done", removed: replaced.count, unkeyed };
  return { end: isSame() ? "stopped" : "disturbed", removed: 0, unkeyed };
}

/** Differs when the file is another one, or has grown. */
function identity(path: string): string {
  const { dev, ino, size } = onDisk(`look at ${path}`, () => statSync(path, { bigint: true }));
  return [dev, ino, size].join();
}

async function findReplaced(
  path: string,
  { context, keys, activated, signal }: CompactOptions,
): Promise<Found | undefined> {
  const replaced = new Bitmap();
  const members = new MemberList();
  const versions = new VersionReader();
  const print = new Uint32Array(fingerprintWords);
  const index = new KeyIndex(path, statSync(path).size);
  let rows = 0;
  let unkeyed = 0;
  try {
    const isWhole = await forEachRow(path, context.codec, signal, (bytes, start) => {
      const isRow = scanRow(bytes, start, members);
      if (isRow && isOutdated(bytes, members, versions, activated)) replaced.set(rows);
      else if (isRow && fingerprint(bytes, members, keys, print)) index.add(print, rows);
      else unkeyed += 1;
      rows += 1;
    });
    if (!isWhole) return undefined;
    index.markReplaced(replaced);
    return { rows, replaced, unkeyed };
  } finally {
    index.close();
  }
}

function scanRow(bytes: Buffer, start: number, members: MemberList): boolean {
  try {
    members.scan(bytes, start);
    return true;
  } catch {
    return false;
  }
}

function isOutdated(
  bytes: Buffer,
  members: MemberList,
  versions: VersionReader,
  activated: TableVersion | undefined,
): boolean {
  if (activated === undefined) return false;
  const index = members.find(bytes, tableVersion);
  if (index === -1) return false;
  const json = bytes.toString("utf8", members.valueStart(index), members.valueEnd(index));
  return isOlder(versions.read(json), activated);
}

async function rewrite(
  path: string,
  replaced: Bitmap,
  { context, signal }: CompactOptions,
  isSame: () => boolean,
): Promise<boolean> {
  discardOwn(path, "partial");
  const next = new RowFile(ownPath(path, "partial"), context, { mode: partialMode(path), isNew: true });
  let row = 0;
  try {
    next.create();
    const isWhole = await forEachRow(path, context.codec, signal, (bytes, start, end) => {
      if (!replaced.has(row)) next.addBytes(bytes, start, end);
      row += 1;
    });
    if (isWhole) next.close();
    if (isWhole && isSame()) {
      promoteOwn(path, "partial");
      return true;
    }
  } catch (error) {
    next.abandon();
    tryDiscardOwn(path, "partial");
    throw error;
  }
  next.abandon();
  tryDiscardOwn(path, "partial");
  return false;
}
