import type { TargetDefinition } from "@tap-instagram/singer";
import { afterMs } from "./run/clock.ts";
import { loadInput } from "./run/load-input.ts";
import { checkSettings, settings } from "./settings.ts";
import { version } from "./version.ts";

/**
 * The command: its name, its settings, and how it loads its input.
 *
 * @example
 * ```ts
 * import { runTarget } from "@tap-instagram/singer";
 * import { createMemoryHost } from "@tap-instagram/singer/testing";
 * import { targetJsonl } from "target-jsonl";
 *
 * // Stores Singer messages in the files of a folder, and returns their last state.
 * async function store(messages: string, folder: string): Promise<string> {
 *   const stdin = [new TextEncoder().encode(messages)];
 *   const env = { TARGET_JSONL_DESTINATION_PATH: folder };
 *   const host = createMemoryHost({ argv: ["--config", "ENV"], env, stdin });
 *   if ((await runTarget(targetJsonl, host)) !== 0) throw new Error(host.err());
 *   return host.out();
 * }
 * ```
 */
export const targetJsonl: TargetDefinition<typeof settings> = {
  name: "target-jsonl",
  version,
  description: "Writes one JSON Lines file per stream and never loses a row.",
  settings,
  checkSettings,
  capabilities: ["about", "activate-version", "batch", "structured-logging", "validate-records"],
  run: (run) => loadInput(run, { now: () => run.now(), elapsed: () => performance.now(), after: afterMs }),
};
