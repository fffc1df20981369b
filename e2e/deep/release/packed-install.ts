import { mkdirSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { repositoryPath } from "../../test/commands.ts";
import { install, pack } from "./npm.ts";

declare module "vitest" {
  interface ProvidedContext {
    packed: PackedInstall;
    /** A folder for what several test files need. */
    shared: string;
  }
}

/** What is published, packed and installed once for all tests. */
export interface PackedInstall {
  /** A project in which nothing but the packages is installed. */
  folder: string;
  /** By the name of the package. */
  tarballs: { [name: string]: string };
}

/** Vitest calls it before the first test, and what it returns after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const work = mkdtempSync(join(tmpdir(), "tap-instagram-packed-"));
  const tarballs = await pack(repositoryPath("."), join(work, "tarballs"));
  const folder = join(work, "installed");
  await install(folder, tarballs);
  const shared = join(work, "shared");
  mkdirSync(shared);
  project.provide("shared", shared);
  project.provide("packed", { folder, tarballs: Object.fromEntries(tarballs) });
  return () => rm(work, { recursive: true, force: true, maxRetries: 5 });
}
