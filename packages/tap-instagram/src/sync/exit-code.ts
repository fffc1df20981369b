import type { Failure } from "./report.ts";

/** How the sync went, for whoever schedules it. 3 never passes by itself, 4 and 5 are worth another run. */
export function exitCodeOf(
  { failures, completed }: { failures: readonly Failure[]; completed: number },
  partialFailures: "fail" | "warn",
): 0 | 3 | 4 | 5 {
  if (failures.some(({ kind }) => kind === "quota")) return 5;
  if (failures.length === 0) return 0;
  if (completed === 0) return failures.every(({ kind }) => kind === "lasting") ? 3 : 4;
  return partialFailures === "warn" ? 0 : 4;
}
