import type { Problem } from "@tap-instagram/singer";
import { checkCustomReports } from "./custom-report.ts";
import type { Settings } from "./settings.ts";
import { isEncrypted } from "./value-shapes.ts";

/**
 * Validates combinations of settings.
 *
 * @example
 * ```ts
 * import { parseSettings } from "@tap-instagram/singer/settings";
 * import { checkSettings, settings } from "tap-instagram/engine";
 *
 * const file = { place: "config.json", values: { access_token: "EAAG…" } };
 * const values = parseSettings(settings, [file], { checkTogether: checkSettings });
 * ```
 */
export function checkSettings(settings: Settings): Problem[] {
  return [
    ...checkCustomReports(settings.custom_reports),
    ...checkShard(settings),
    ...checkEncryption(settings),
  ];
}

/** Without TLS, everybody on the way reads the token. */
export function checkEncryption(
  settings: Partial<Pick<Settings, "api_url" | "login_url" | "allow_unencrypted">>,
): Problem[] {
  if (settings.allow_unencrypted) return [];
  const message =
    "found an http URL, wanted https: without TLS (encryption), others on the network can read the token. Only this machine may be addressed without it; allow_unencrypted lifts this rule";
  return (["api_url", "login_url"] as const).flatMap((place) => {
    const url = settings[place];
    return url === undefined || isEncrypted(url) ? [] : [{ place, message }];
  });
}

function checkShard({ shard, emit_activate_version_messages: isVersioned }: Settings): Problem[] {
  if (shard === undefined || !isVersioned) return [];
  const message =
    "found true together with shard, but then the target deletes the records of all other shards; remove one of the two settings";
  return [{ place: "emit_activate_version_messages", message }];
}
