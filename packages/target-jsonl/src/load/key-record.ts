import { closeSync, lstatSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DurableFile } from "../disk/durable-file.ts";
import { discardOwn, ownPath, promoteOwn } from "../disk/partial.ts";
import { openRegularFile } from "../disk/regular-file.ts";
import { DiskError, errorCode, onDisk } from "../errors/disk-error.ts";

/**
 * The key of the rows in a file, in a small file beside it: `.users.jsonl.key.json`. Without it, a later run could not
 * know that its key is another one, and would remove rows that it does not replace.
 */
export class KeyRecord {
  readonly path: string;

  /** @param path of the file with the rows. */
  constructor(path: string) {
    this.path = join(dirname(path), `.${basename(path)}.key.json`);
  }

  /** The key properties; undefined when there is no record. @throws DiskError when it cannot be used. */
  read(): readonly string[] | undefined {
    try {
      return keysIn(readText(this.path));
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw new DiskError(`read the key of the rows in ${this.path}`, error);
    }
  }

  /** Keeps the key, durably. @throws DiskError */
  write(keys: readonly string[]): void {
    discardOwn(this.path, "partial");
    const next = new DurableFile(ownPath(this.path, "partial"), { isNew: true });
    next.append(Buffer.from(`${JSON.stringify({ key_properties: keys })}\n`));
    next.close();
    promoteOwn(this.path, "partial");
  }

  /** Forgets the key, since its rows are gone. @throws DiskError */
  remove(): void {
    onDisk(`remove ${this.path}`, () => {
      // Something else is not ours.
      if (lstatSync(this.path, { throwIfNoEntry: false })?.isFile() === true) rmSync(this.path);
    });
  }
}

/** Whether two keys are the same; the order of their properties does not matter. */
export function isSameKey(one: readonly string[], other: readonly string[]): boolean {
  const [names, others] = [new Set(one), new Set(other)];
  return names.size === others.size && [...names].every((name) => others.has(name));
}

function readText(path: string): string {
  const { file } = openRegularFile(path);
  try {
    return readFileSync(file, "utf8");
  } finally {
    closeSync(file);
  }
}

function keysIn(text: string): readonly string[] {
  const keys = keysOf(parse(text));
  if (keys !== undefined) return keys;
  const found = JSON.stringify(text.slice(0, 40));
  throw new Error(
    `found ${found}, wanted {"key_properties": ["…"]}: write the key of the rows there, or remove the file`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keysOf(json: unknown): readonly string[] | undefined {
  if (typeof json !== "object" || json === null || !("key_properties" in json)) return undefined;
  const { key_properties: keys } = json;
  return Array.isArray(keys) && keys.every((key) => typeof key === "string") ? keys : undefined;
}
