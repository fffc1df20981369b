import { distinction, foldFileName, safeFileName } from "./file-name.ts";

export interface FileNamesOptions {
  /** Replaces the stream's name; `{stream}` in it becomes the stream's name. */
  readonly customName: string | undefined;
  /** `YYYYMMDDTHHMMSS`, the same for every file of a run. */
  readonly timestamp: string | undefined;
  /** Names in the folder before the run. */
  readonly existing: readonly string[];
}

/** Two streams would write to the same file. */
export class SharedFileError extends Error {
  override readonly name = "SharedFileError";
}

/** Gives every stream of a run its own file name, without extension. */
export class FileNames {
  readonly #options: FileNamesOptions;
  readonly #existing: Set<string>;
  readonly #folds: Set<string>;
  readonly #taken: Map<string, string> = new Map();

  constructor(options: FileNamesOptions) {
    this.#options = options;
    const stems = options.existing.map(stemOf);
    this.#existing = new Set(stems);
    this.#folds = new Set(stems.map(foldFileName));
  }

  /**
   * The name for a stream: the same in every run, whatever other streams come, while the folder keeps its files.
   *
   * @throws SharedFileError when `custom_name` would give two streams one file.
   */
  for(stream: string): string {
    const known = this.#taken.get(stream);
    if (known !== undefined) return known;
    const name = this.#distinct(stream);
    this.#taken.set(stream, name);
    this.#existing.delete(name);
    this.#folds.add(foldFileName(name));
    return name;
  }

  #distinct(stream: string): string {
    const { customName, timestamp } = this.#options;
    const suffix = timestamp === undefined ? "" : `-${timestamp}`;
    if (customName && !customName.includes("{stream}")) return this.#only(stream, customName) + suffix;
    const text = customName ? customName.replaceAll("{stream}", () => stream) : stream;
    const name = safeFileName(text) + suffix;
    // A file with exactly this name belongs to this stream. A file that differs in case belongs to another.
    if (this.#existing.has(name) || !this.#folds.has(foldFileName(name))) return name;
    return safeFileName(text) + distinction(stream) + suffix;
  }

  #only(stream: string, customName: string): string {
    const [other] = this.#taken.keys();
    if (other === undefined) return safeFileName(customName);
    throw new SharedFileError(
      `the streams ${JSON.stringify(other)} and ${JSON.stringify(stream)} would share the file ${JSON.stringify(customName)}, wanted one stream per file: write {stream} in custom_name (for example ${JSON.stringify(`${customName}-{stream}`)}), or remove custom_name`,
    );
  }
}

/** `YYYYMMDDTHHMMSS` in local time, for file names. */
export function fileTimestamp(epochMs: number): string {
  const date = new Date(epochMs);
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** The name without its extension and, for numbered files, without its number. */
function stemOf(fileName: string): string {
  return fileName.replace(/(?:\.\d{5,})?\.jsonl.*$/s, "");
}
