import type { Problem } from "@tap-instagram/singer";
import { checkCustomReports } from "./custom-report.ts";
import type { Settings } from "./settings.ts";

/** Validates combinations of settings. */
export function checkSettings(settings: Settings): Problem[] {
  return [...checkCustomReports(settings.custom_reports), ...checkShard(settings)];
}

function checkShard({ shard, emit_activate_version_messages: isVersioned }: Settings): Problem[] {
  if (shard === undefined || !isVersioned) return [];
  const message =
    "found true together with shard, but then the target deletes the records of all other shards; remove one of the two settings";
  return [{ place: "emit_activate_version_messages", message }];
}
