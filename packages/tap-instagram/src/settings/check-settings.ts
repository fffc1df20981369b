import type { Problem } from "@tap-instagram/singer";
import { checkCustomReports } from "./custom-report.ts";
import type { Settings } from "./settings.ts";

/** What is wrong with settings that are right each for itself. */
export function checkSettings(settings: Settings): Problem[] {
  return [...checkCustomReports(settings.custom_reports), ...checkShard(settings)];
}

function checkShard({ shard, emit_activate_version_messages: isVersioned }: Settings): Problem[] {
  if (shard === undefined || !isVersioned) return [];
  const message =
    "found true, but a run of one shard would have the target delete the records of all others; take one of the two away";
  return [{ place: "emit_activate_version_messages", message }];
}
