import { statSync } from "node:fs";
import {
  discardPartial,
  partialMode,
  partialPath,
  promotePartial,
  tryDiscardPartial,
} from "../disk/partial.ts";
import { RowFile, type FileSystemContext } from "../files/row-file.ts";
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
  /** Rows that name another table version go; rows that name none stay. */
  readonly version: string | undefined;
  /** Leaves the file as it is. */
  readonly signal: AbortSignal;
}

/** What {@link compactFile} found. */
export interface Compaction {
  /** Rows that went. */
  readonly removed: number;
  /** Rows without a key, or that are no JSON objects: they stay. */
  readonly unkeyed: number;
  /** Another process wrote to the file meanwhile, so that it stays as it is. */
  readonly isDisturbed: boolean;
}

/**
 * Removes every row that a later row with the same key replaces. The file is read once to find them and, when there
 * are any, once more to write the others beside it; then the new file takes the place of the old in one step.
 * Memory does not grow with the file, apart from one bit per row.
 *
 * @throws DiskError; the file is then as it was.
 */
export async function compactFile(path: string, options: CompactOptions): Promise<Compaction> {
  const keys = `${path}.keys`;
  try {
    discardPartial(keys);
    const before = identity(path);
    const isSame = (): boolean => identity(path) === before;
    const found = await findReplaced(path, partialPath(keys), options);
    if (found === undefined) return { removed: 0, unkeyed: 0, isDisturbed: false };
    const { replaced, unkeyed } = found;
    if (replaced.count > 0 && !(await rewrite(path, replaced, options, isSame))) {
      return { removed: 0, unkeyed, isDisturbed: !isSame() };
    }
    return { removed: replaced.count, unkeyed, isDisturbed: false };
  } finally {
    tryDiscardPartial(keys);
  }
}

/** Differs when the file is another one, or has grown. */
function identity(path: string): string {
  const { dev, ino, size } = onDisk(`look at ${path}`, () => statSync(path, { bigint: true }));
  return [dev, ino, size].join();
}

async function findReplaced(
  path: string,
  keysFolder: string,
  { context, keys, version, signal }: CompactOptions,
): Promise<{ replaced: Bitmap; unkeyed: number } | undefined> {
  const replaced = new Bitmap();
  const members = new MemberList();
  const print = new Uint32Array(fingerprintWords);
  const index = new KeyIndex(keysFolder, statSync(path).size);
  let row = 0;
  let unkeyed = 0;
  try {
    const isWhole = await forEachRow(path, context.codec, signal, (bytes, start) => {
      const isRow = scanRow(bytes, start, members);
      if (isRow && isOutdated(bytes, members, version)) replaced.set(row);
      else if (isRow && fingerprint(bytes, members, keys, print)) index.add(print, row);
      else unkeyed += 1;
      row += 1;
    });
    if (!isWhole) return undefined;
    index.markReplaced(replaced);
    return { replaced, unkeyed };
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

function isOutdated(bytes: Buffer, members: MemberList, version: string | undefined): boolean {
  if (version === undefined) return false;
  const index = members.find(bytes, tableVersion);
  if (index === -1) return false;
  const found = bytes.toString("latin1", members.valueStart(index), members.valueEnd(index));
  return found !== "null" && found !== version;
}

async function rewrite(
  path: string,
  replaced: Bitmap,
  { context, signal }: CompactOptions,
  isSame: () => boolean,
): Promise<boolean> {
  const next = new RowFile(partialPath(path), context, partialMode(path));
  let row = 0;
  try {
    next.create();
    const isWhole = await forEachRow(path, context.codec, signal, (bytes, start, end) => {
      if (!replaced.has(row)) next.addBytes(bytes, start, end);
      row += 1;
    });
    if (isWhole) next.close();
    if (isWhole && isSame()) {
      promotePartial(path);
      return true;
    }
  } catch (error) {
    next.abandon();
    tryDiscardPartial(path);
    throw error;
  }
  next.abandon();
  tryDiscardPartial(path);
  return false;
}
