import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { commandOf } from "test-tools/commands";
import { measured, type RunOptions, type Usage } from "../processes/run.ts";
import type { Recorded } from "../processes/recorder.ts";
import type { Simulator } from "../processes/simulator.ts";

/** Runs the floor of a sync: the same requests, one after the other. */
export async function replay(
  simulator: Pick<Simulator, "url" | "token">,
  recording: readonly Recorded[],
  options?: RunOptions,
): Promise<Usage> {
  const folder = mkdtempSync(join(tmpdir(), "tap-instagram-bench-"));
  const file = join(folder, "recording.json");
  writeFileSync(file, JSON.stringify(recording));
  const [, script] = await commandOf(fileURLToPath(new URL("replay.ts", import.meta.url)));
  try {
    return await measured([script, file, simulator.url, simulator.token], options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The chain of cursors in a recording: pages that each need the one before. */
export function chainOf(recording: readonly Recorded[]): Recorded[] {
  return recording.filter(({ path }) => /\/media\?/.test(path));
}
