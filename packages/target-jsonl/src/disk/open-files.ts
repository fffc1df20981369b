import type { DurableFile } from "./durable-file.ts";

/** Well below the 256 files that some systems allow a process. */
const maxOpen = 100;

/** Keeps the number of open files in bounds when a run writes to many: the one not written to for longest is closed. */
export class OpenFiles {
  readonly #files: Set<DurableFile> = new Set();

  /** Call it before writing to a file. @throws DiskError when a file that makes room cannot be made durable. */
  use(file: DurableFile): void {
    // A set remembers the order of arrival: used again means last in line.
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
