import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { readFileOrFifo } from "./read-file-or-fifo.ts";

function folderOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), "singer-fifo-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function fifoIn(folder: string): string {
  const path = join(folder, "config.json");
  execFileSync("mkfifo", [path]);
  return path;
}

describe.skipIf(process.platform === "win32")("a FIFO", () => {
  test("that nobody writes to is told, and does not hold the process for ever", () => {
    expect(() => readFileOrFifo(fifoIn(folderOfTest()), { silenceMs: 100 })).toThrow(
      "this is a FIFO (named pipe), and nothing came out of it for 0.1 seconds: start what writes to it, or name a file",
    );
  });

  test("is read to its end, also where its writer comes late and pauses", async () => {
    const folder = folderOfTest();
    const fifo = fifoIn(folder);
    const half = "é".repeat(100_000);
    writeFileSync(join(folder, "half"), half);
    const command = `cd ${folder}; sleep 0.2; (cat half; sleep 0.2; cat half) > config.json`;
    const writer = spawn("sh", ["-c", command], { stdio: "ignore" });
    const ended = new Promise((resolve) => writer.once("close", resolve));
    expect(readFileOrFifo(fifo) === half + half).toBe(true);
    await ended;
  });
});

test.skipIf(process.platform === "win32")(
  "what a command writes into <(command) is read, also nothing at all",
  () => {
    const read = `import { readFileOrFifo } from ${JSON.stringify(new URL("read-file-or-fifo.ts", import.meta.url))};
    process.stdout.write(JSON.stringify(process.argv.slice(1).map((path) => readFileOrFifo(path))));`;
    const command = `printf stdin | "$0" --import tsx --input-type=module --eval "$1" <(true) <(sleep 0.3; echo late) /dev/stdin`;
    const texts = execFileSync("bash", ["-c", command, process.execPath, read], { encoding: "utf8" });
    expect(JSON.parse(texts)).toEqual(["", "late\n", "stdin"]);
  },
);

test("a regular file is read as it is, also an empty one", () => {
  const path = join(folderOfTest(), "state.json");
  writeFileSync(path, "");
  expect(readFileOrFifo(path)).toBe("");
  writeFileSync(path, '{"bookmarks": {}}');
  expect(readFileOrFifo(path)).toBe('{"bookmarks": {}}');
});

test.skipIf(process.platform === "win32")(
  "a device has no text: one without an end does not hold the process",
  () => {
    const path = join(folderOfTest(), ".env");
    symlinkSync("/dev/zero", path);
    expect(() => readFileOrFifo(path)).toThrow(
      "this is a device or a terminal, wanted a file or a FIFO (named pipe)",
    );
    expect(readFileOrFifo("/dev/null")).toBe("");
  },
);

test("a file that is longer than any setup is told, before all of it is read", () => {
  const path = join(folderOfTest(), "state.json");
  writeFileSync(path, "x".repeat(1001));
  expect(() => readFileOrFifo(path, { maxBytes: 1000 })).toThrow("this is longer than 1000 bytes");
  expect(readFileOrFifo(path, { maxBytes: 1001 })).toHaveLength(1001);
});

test.skipIf(process.platform === "win32")("a FIFO without an end is told, too", async () => {
  const folder = folderOfTest();
  const fifo = fifoIn(folder);
  const writer = spawn("sh", ["-c", `cat /dev/zero > ${fifo}`], { stdio: "ignore" });
  const ended = new Promise((resolve) => writer.once("close", resolve));
  expect(() => readFileOrFifo(fifo, { maxBytes: 1_000_000 })).toThrow("this is longer than 1000000 bytes");
  // Its reader is gone, so the writer ends.
  await ended;
});
