import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { x } from "tinyexec";
import { repositoryRoot } from "./paths.ts";

/** The terminal on which the demo is recorded. */
export const terminalSize = { columns: 100, rows: 30 } as const;

/** What came in one piece, and when. */
export interface Chunk {
  readonly atMs: number;
  readonly text: string;
}

/** Runs the demo on a terminal of its own. Paths of this machine are not in what it returns. */
export async function recordDemo(): Promise<Chunk[]> {
  const folder = mkdtempSync(join(tmpdir(), "recording-"));
  try {
    const [typescript, timing] = [join(folder, "typescript"), join(folder, "timing")];
    // Started in the folder that holds its output, it shows a path from there wherever the repository lies. The target
    // shows the whole path, which is cut off below.
    const demo = `"${process.execPath}" --import "${import.meta.resolve("tsx")}" "${repositoryRoot}scripts/demo.ts"`;
    const shown = `stty cols ${terminalSize.columns} rows ${terminalSize.rows}; ${demo}`;
    const args = ["--quiet", "--return", "--log-out", typescript, "--log-timing", timing, "--command", shown];
    const { exitCode } = await x("script", args, {
      nodeOptions: {
        cwd: folder,
        env: { TERM: "xterm-256color", NO_COLOR: undefined, FORCE_COLOR: undefined },
      },
    });
    if (exitCode !== 0) throw new Error(`Cannot record the demo: it ended with ${exitCode}`);
    return chunksOf(readFileSync(typescript), readFileSync(timing, "utf8")).map(({ atMs, text }) => ({
      atMs,
      text: text.replaceAll(`${folder}/`, ""),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `script` writes a line per piece: the seconds since the one before, and its bytes. A heading line comes before them. */
function chunksOf(typescript: Buffer, timing: string): Chunk[] {
  let offset = typescript.indexOf("\n") + 1;
  let atMs = 0;
  return timing
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [seconds, bytes] = line.split(" ").map(Number);
      atMs += (seconds ?? 0) * 1000;
      const text = typescript.toString("utf8", offset, (offset += bytes ?? 0));
      return { atMs, text };
    });
}
