import { createHash, randomBytes } from "node:crypto";
import { open, opendir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { InvalidInputError } from "@tap-instagram/singer";
import { makeFolder } from "../files/make-folder.ts";
import { codeOf, isMissing } from "../files/replace-file.ts";

/** The API sends a webhook again for 36 hours; the rest is for clocks and outages. */
const rememberedMs = 72 * 60 * 60_000;

/** The folders of a spool: being written, to be read, and read. */
const folders = { parts: "parts", waiting: "waiting", drained: "drained" } as const;

/** A full spool measures no more often than this whether somebody has drained it. */
const measuredForMs = 10_000;

/** How a spool is kept. */
export interface SpoolOptions {
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
  /** The most bytes of bodies that wait to be read. */
  readonly mostBytes: number;
}

/** So much waits in a spool that it takes no more until it is drained. */
export class SpoolFullError extends Error {
  override readonly name = "SpoolFullError";

  constructor(path: string, mostBytes: number) {
    super(`${Math.round(mostBytes / 1e6)} MB of webhooks wait in ${path}, which is the most`);
  }
}

/** Bodies of webhooks on a disk. The name of a file is the checksum of its body, so each is there once. */
export class Spool {
  readonly #path: string;
  readonly #options: SpoolOptions;
  #waitingBytes = 0;
  #measuredMs = -Infinity;

  private constructor(path: string, options: SpoolOptions) {
    this.#path = path;
    this.#options = options;
  }

  /**
   * Opens a spool, and makes its folders.
   *
   * @throws Error of the system.
   */
  static async open(path: string, options: SpoolOptions): Promise<Spool> {
    // What a crash has left half written was never answered: the API sends it again.
    await rm(join(path, folders.parts), { recursive: true, force: true });
    for (const folder of Object.values(folders)) makeFolder(join(path, folder), 0o700);
    const spool = new Spool(path, options);
    await spool.#measure();
    return spool;
  }

  /**
   * Stores a body, which outlives a crash once this has resolved.
   *
   * @returns false for one that is there, or was drained in the last days.
   * @throws SpoolFullError when too much waits; Error of the system when the disk is full.
   */
  async add(body: string): Promise<boolean> {
    const name = `${createHash("sha256").update(body).digest("hex")}.json`;
    if (await this.#knows(name)) return false;
    // A line for each body: a line break of JSON is between its parts, never inside of a text.
    const line = Buffer.from(`${body.replaceAll(/[\r\n]+/g, " ")}\n`);
    await this.#expectRoom(line.length);
    const part = join(this.#path, folders.parts, randomBytes(8).toString("hex"));
    const file = await open(part, "wx", 0o600);
    try {
      await file.writeFile(line);
      await file.sync();
    } finally {
      await file.close();
    }
    const waiting = join(this.#path, folders.waiting);
    await rename(part, join(waiting, name));
    this.#waitingBytes += line.length;
    await syncFolder(waiting);
    return true;
  }

  /** Lets go of what was drained so long ago that the API no longer sends it. */
  async forgetOld(): Promise<void> {
    const drained = join(this.#path, folders.drained);
    for (const name of await readdir(drained)) {
      const path = join(drained, name);
      const { mtimeMs } = await stat(path);
      if (mtimeMs < this.#options.now() - rememberedMs) await rm(path, { force: true });
    }
  }

  /** @throws SpoolFullError */
  async #expectRoom(bytes: number): Promise<void> {
    const { mostBytes, now } = this.#options;
    const isFull = (): boolean => this.#waitingBytes + bytes > mostBytes;
    // Another process drains it.
    if (isFull() && now() - this.#measuredMs >= measuredForMs) await this.#measure();
    if (isFull()) throw new SpoolFullError(join(this.#path, folders.waiting), mostBytes);
  }

  async #measure(): Promise<void> {
    this.#measuredMs = this.#options.now();
    const waiting = join(this.#path, folders.waiting);
    let bytes = 0;
    for await (const { name } of await opendir(waiting)) bytes += (await sizeOf(join(waiting, name))) ?? 0;
    this.#waitingBytes = bytes;
  }

  async #knows(name: string): Promise<boolean> {
    for (const folder of [folders.waiting, folders.drained])
      if (await isThere(join(this.#path, folder, name))) return true;
    return false;
  }
}

/**
 * Hands over every waiting body, the oldest first, and moves it aside afterwards. A body that comes meanwhile waits for
 * the next time.
 *
 * @throws InvalidInputError for a folder that is not a spool.
 */
export async function drain(
  path: string,
  { signal, take }: { signal: AbortSignal; take: (body: string, place: string) => Promise<void> },
): Promise<void> {
  const waiting = join(path, folders.waiting);
  const drained = join(path, folders.drained);
  if (!(await isThere(waiting))) throw notASpool(path);
  makeFolder(drained, 0o700);
  const names = (await readdir(waiting)).filter((name) => name.endsWith(".json"));
  const dated = await Promise.all(
    names.map(async (name) => ({ name, atMs: (await unlessGone(stat(join(waiting, name))))?.mtimeMs ?? 0 })),
  );
  for (const { name } of dated.toSorted((a, b) => a.atMs - b.atMs || (a.name < b.name ? -1 : 1))) {
    if (signal.aborted) return;
    const file = join(waiting, name);
    // Another process may drain the spool at the same time.
    const body = await unlessGone(readFile(file, "utf8"));
    if (body === undefined) continue;
    await take(body, file);
    if (signal.aborted) return;
    await unlessGone(rename(file, join(drained, name)));
  }
}

function notASpool(path: string): InvalidInputError {
  const message = `found no folder "${folders.waiting}" in ${path}, wanted the folder of tap-instagram receive --spool`;
  return new InvalidInputError("Cannot read webhooks", [{ place: "--spool", message }]);
}

async function isThere(path: string): Promise<boolean> {
  return (await sizeOf(path)) !== undefined;
}

/** Undefined for a file that is not there, or was drained meanwhile. */
async function sizeOf(path: string): Promise<number | undefined> {
  return (await unlessGone(stat(path)))?.size;
}

/** What a file gives; undefined where it is not there. */
async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    // A file in the place of a folder has nothing in it, either.
    if (isMissing(error) || codeOf(error) === "ENOTDIR") return undefined;
    throw error;
  }
}

/** Makes a new name last. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
