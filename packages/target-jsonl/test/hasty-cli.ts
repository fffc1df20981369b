/** The command with a clock that runs fifty times as fast, a short test then sees many commits. */
import { endProcess, nodeHost, runTarget } from "@tap-instagram/singer";
import { afterMs } from "../src/run/clock.ts";
import { loadInput } from "../src/run/load-input.ts";
import { targetJsonl } from "../src/target.ts";

const speed = 50;

const hasty: typeof targetJsonl = {
  ...targetJsonl,
  run: (run) =>
    loadInput(run, {
      now: () => run.now(),
      elapsed: () => performance.now() * speed,
      after: (delayMs, callback) => afterMs(delayMs / speed, callback),
    }),
};

endProcess(process, await runTarget(hasty, nodeHost(process)));
