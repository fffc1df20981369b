/** The command with a clock that runs fifty times as fast, so that a short test sees many commits. */
import { nodeHost, runTarget } from "@tap-instagram/singer";
import { afterMs } from "../src/clock.ts";
import { loadInput } from "../src/load-input.ts";
import { targetJsonl } from "../src/target.ts";

const SPEED = 50;

const hasty: typeof targetJsonl = {
  ...targetJsonl,
  run: (run) =>
    loadInput(run, {
      now: () => run.now() * SPEED,
      after: (delayMs, callback) => afterMs(delayMs / SPEED, callback),
    }),
};

process.exit(await runTarget(hasty, nodeHost(process)));
