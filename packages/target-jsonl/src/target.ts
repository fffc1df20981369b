import type { TargetDefinition } from "@tap-instagram/singer";
import { afterMs } from "./clock.ts";
import { loadInput } from "./load-input.ts";
import { checkSettings, settings } from "./settings.ts";
import { version } from "./version.ts";

/** The command: its name, its settings, and what it does with its input. */
export const targetJsonl: TargetDefinition<typeof settings> = {
  name: "target-jsonl",
  version,
  description: "Writes one JSON Lines file per stream and never loses a row.",
  settings,
  checkSettings,
  capabilities: ["about", "activate-version", "batch", "structured-logging", "validate-records"],
  run: (run) => loadInput(run, { now: () => run.now(), after: afterMs }),
};
