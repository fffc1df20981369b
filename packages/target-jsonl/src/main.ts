import { nodeHost, runTarget } from "@tap-instagram/singer";
import { targetJsonl } from "./target.ts";

/** Runs the command in a process, which may have received signals before. Gives the exit code. */
export function runTargetJsonl(...host: Parameters<typeof nodeHost>): Promise<number> {
  return runTarget(targetJsonl, nodeHost(...host));
}
