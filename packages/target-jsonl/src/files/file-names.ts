import { distinction, foldFileName, safeFileName } from "./file-name.ts";

export interface FileNamesOptions {
  /** Takes the stream's place in the name; `{stream}` in it stands for the stream. */
  readonly customName: string | undefined;
  /** `YYYYMMDDTHHMMSS`, the same for every file of a run. */
  readonly timestamp: string | undefined;
  /** What the folder holds already. */
  readonly existing: readonly string[];
}

/** Two streams would write the same file. */
export class SharedFileError extends Error {
  override readonly name = "SharedFileError";
}

/** Gives every stream of a run a file name, without extension, that it shares with no other stream. */
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
   * The name for a stream: the same in every run, whatever else the run brings, as long as the folder stays.
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
    // A file of exactly this name is this stream's own from an earlier run; one that differs in case is another's.
    if (this.#existing.has(name) || !this.#folds.has(foldFileName(name))) return name;
    return safeFileName(text) + distinction(stream) + suffix;
  }

  #only(stream: string, customName: string): string {
    const [other] = this.#taken.keys();
    if (other === undefined) return safeFileName(customName);
    throw new SharedFileError(
      `the streams ${JSON.stringify(other)} and ${JSON.stringify(stream)} would share the file ${JSON.stringify(customName)}, wanted one stream per file: write {stream} in custom_name (for example ${JSON.stringify(`${customName}-{stream}`)}) or leave it out`,
    );
  }
}

/** `YYYYMMDDTHHMMSS` in local time, as file names carry it. */
export function fileTimestamp(epochMs: number): string {
  const date = new Date(epochMs);
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** The name without extension and, in a row of numbered files, without the number. */
function stemOf(fileName: string): string {
  return fileName.replace(/(?:\.\d{5,})?\.jsonl.*$/s, "");
}
