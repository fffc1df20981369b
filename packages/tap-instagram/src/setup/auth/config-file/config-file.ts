import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { platform } from "node:os";
import { dirname, resolve } from "node:path";
import { InvalidInputError } from "@tap-instagram/singer";
import { membersOf } from "./members.ts";
import { isMissing, replaceFile, targetOf } from "../../../files/replace-file.ts";
import { withMembers } from "./with-members.ts";

const attempt = "Cannot write the settings";
const othersBits = 0o077;

/** A setting, and what it becomes; `undefined` leaves it as it is. */
export type SettingValue = readonly [key: string, value: string | null | undefined];

/** The settings file that a login writes to. */
export class ConfigFile {
  /** As the person named it. */
  readonly name: string;
  readonly #path: string;

  constructor(name: string, folder: string) {
    this.name = name;
    this.#path = resolve(folder, name);
  }

  exists(): boolean {
    return this.#read() !== undefined;
  }

  /**
   * Whether it could be written, as far as that can be told before. A login takes minutes, and its code is good once.
   *
   * @throws InvalidInputError if it cannot.
   */
  checkWritable(): void {
    this.#orFail(() => {
      this.#text();
      accessSync(dirname(targetOf(this.#path)), constants.W_OK);
    });
  }

  /**
   * Sets settings, and keeps everything else as it is. Reads the file again first: somebody may have edited it.
   *
   * @param values in the order for those that are new.
   * @param onlyIfThere values of settings that are set only where the file has them already.
   * @returns true if other users could read the file before.
   * @throws InvalidInputError if it is not JSON any more, or cannot be written.
   */
  write(values: readonly SettingValue[], onlyIfThere: readonly SettingValue[] = []): boolean {
    return this.#orFail(() => {
      const text = this.#text();
      const keys = new Set(membersOf(text).map(({ key }) => key));
      const all = [...values, ...onlyIfThere.filter(([key]) => keys.has(key))];
      const set = all.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
      const wasOpen = this.#isOpenToOthers();
      replaceFile(this.#path, withMembers(text, set));
      return wasOpen;
    });
  }

  /** The JSON of an object; an empty one for a file that is not there, or empty. */
  #text(): string {
    const text = this.#read() ?? "";
    const json = text.replace(/^\uFEFF/, "");
    if (json.trim() === "") return "{}\n";
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch {
      throw this.#problem("it is not JSON, and is left as it is");
    }
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw this.#problem("it is not a JSON object of settings, and is left as it is");
    return text;
  }

  #read(): string | undefined {
    return this.#orFail(() => {
      try {
        this.#refuseSpecial();
        return readFileSync(this.#path, "utf8");
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    });
  }

  /** Reading a pipe waits for a writer, and a new file would take the place of a device: `/dev/null` for one. */
  #refuseSpecial(): void {
    const stat = statSync(this.#path);
    if (stat.isFile() || stat.isDirectory()) return;
    throw this.#problem("it is a pipe or a device, wanted a file: the token is written there");
  }

  #isOpenToOthers(): boolean {
    if (platform() === "win32") return false;
    const stat = statSync(this.#path, { throwIfNoEntry: false });
    return stat !== undefined && (stat.mode & othersBits) !== 0;
  }

  #orFail<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw error instanceof InvalidInputError ? error : this.#problem(wordsOf(error));
    }
  }

  #problem(message: string): InvalidInputError {
    return new InvalidInputError(attempt, [{ place: this.name, message }]);
  }
}

const reasons: { readonly [code: string]: string } = {
  ENOENT: "its folder does not exist",
  EACCES: "this user must not write there",
  EPERM: "this user must not write there",
  EROFS: "the disk can only be read",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  ENOSPC: "the disk is full",
  ELOOP: "it is a symbolic link that leads nowhere",
};

function wordsOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
