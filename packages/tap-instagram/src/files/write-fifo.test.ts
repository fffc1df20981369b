import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderOfTest } from "../../test/documents.ts";
import { catalogOf, run, simulated } from "../../test/run.ts";
import { writeFifo } from "./write-fifo.ts";

function fifoIn(folder: string): string {
  const path = join(folder, "summary.json");
  execFileSync("mkfifo", [path]);
  return path;
}

describe.skipIf(process.platform === "win32")("a FIFO in the place of a file", () => {
  test("that nothing reads does not hold a finished run, which says so", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 1 }] } });
    const path = fifoIn(folderOfTest());
    const result = await run(simulator, { catalog: catalogOf({ users: "all" }), args: ["--summary", path] });
    expect(result.exitCode).toBe(1);
    expect(result.finalState()).toBeDefined();
    expect(result.log).toContain("this is a FIFO (named pipe) that nothing reads: start its reader before");
  });

  test("whose reader takes nothing is told", async () => {
    const path = fifoIn(folderOfTest());
    const reader = spawn("sh", ["-c", `exec 3< "${path}"; echo open; exec sleep 60`]);
    await Promise.all([
      once(reader.stdout, "data"),
      // The reader's end opens once a writer's does.
      new Promise((resolve) => setImmediate(resolve)).then(() => openFor(path)),
    ]);
    expect(() => writeFifo(path, "x".repeat(1_000_000), 100)).toThrow("EAGAIN");
    reader.kill();
    await once(reader, "close");
  });

  test("takes more than a pipe holds", async () => {
    const folder = folderOfTest();
    const path = fifoIn(folder);
    const copy = join(folder, "copy");
    const reader = spawn("sh", ["-c", `cat "${path}" > "${copy}"`]);
    const ended = once(reader, "close");
    await openFor(path, "x".repeat(500_000));
    await ended;
    expect(readFileSync(copy, "utf8")).toHaveLength(500_000);
  });
});

/** Writes as soon as there is a reader. */
async function openFor(path: string, text = ""): Promise<void> {
  for (;;) {
    try {
      return writeFifo(path, text);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENXIO")) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
