import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A temporary folder for the files of a run. */
export class WorkFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Makes a folder, passes it to the work, and removes it. */
  static async use<T>(work: (folder: WorkFolder) => Promise<T>): Promise<T> {
    const folder = new WorkFolder(await mkdtemp(join(tmpdir(), "singer-conformance-")));
    try {
      return await work(folder);
    } finally {
      await rm(folder.path, { recursive: true, force: true });
    }
  }

  /** Writes a file and returns its path. Anything but text is written as JSON. */
  async file(name: string, content: unknown): Promise<string> {
    const path = join(this.path, name);
    await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  }
}
