import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A folder for all tests of a file, that goes when they are over. */
export function sharedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tap-instagram-python-"));
  // Environments are many thousand files.
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }), 120_000);
  return folder;
}
