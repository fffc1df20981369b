import type { SyncContext } from "../../sync/stream.ts";

/** Says once which metrics of a stream the API refuses, or has no answer for. */
export function noteMissingMetrics(
  context: SyncContext,
  stream: string,
): (metrics: readonly string[], why: "refused" | "silently-absent") => void {
  return (metrics, why) =>
    context.warnOnce(
      why === "refused"
        ? `The API refuses these metrics of ${stream}, so that they are left out: ${metrics.join(", ")}`
        : `The API has no answer about these metrics of ${stream}, for one account at least: ${metrics.join(", ")}`,
    );
}
