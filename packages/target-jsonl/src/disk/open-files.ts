import type { DurableFile } from "./durable-file.ts";

/** Leaves room for the runtime's own files (about 25) where a process may open 64. */
const maxOpen = 24;

/** Limits the number of open files when a run writes to many: closes the one that was not used for longest. */
export class OpenFiles {
  readonly #files: Set<DurableFile> = new Set();

  /** Call it before writing to a file. @throws DiskError when the file that is closed cannot be made durable. */
  use(file: DurableFile): void {
    // A set keeps the order of arrival: a file that is used again goes to the end.
    this.#files.delete(file);
    this.#files.add(file);
    if (this.#files.size <= maxOpen) return;
    for (const oldest of this.#files) {
      if (oldest === file || !oldest.canClose) continue;
      oldest.close();
      this.#files.delete(oldest);
      return;
    }
  }
}
