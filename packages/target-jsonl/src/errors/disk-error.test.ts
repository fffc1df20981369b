import { expect, test } from "vitest";
import { DiskError, errorCode, onDisk } from "./disk-error.ts";

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as the system says it`), { code });
}

test("says what a code of the operating system means, and what to do", () => {
  expect(new DiskError("write to a.jsonl", systemError("ENOSPC")).message).toBe(
    "Cannot write to a.jsonl: the disk is full: free some space and run again from the last state (ENOSPC)",
  );
  expect(new DiskError("open a.jsonl", systemError("EIO")).message).toBe(
    "Cannot open a.jsonl: EIO: as the system says it",
  );
});

test("knows the codes of Deno by their numbers, and no code where there is none", () => {
  expect(errorCode(new Error("No space left on device (os error 28)"))).toBe("ENOSPC");
  expect(errorCode(new Error("constructor"))).toBe("unknown");
  expect(errorCode("ENOSPC")).toBe("unknown");
});

test("names the first attempt only", () => {
  const work = (): never =>
    onDisk("create a.jsonl", () =>
      onDisk("open a.jsonl", () => {
        throw systemError("EIO");
      }),
    );
  expect(work).toThrow("Cannot open a.jsonl");
});
