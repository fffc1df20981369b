import { GraphError, type GraphClient } from "@tap-instagram/core";
import { tokenWarnings } from "@tap-instagram/core/login";
import type { SyncLogger } from "../log/logger.ts";
import type { Settings } from "../settings/settings.ts";
import { loginClientOf, type Ports } from "./client.ts";

/**
 * Warns about a token that lacks permissions or expires soon. Only the app can look that up, and only on the Facebook
 * host. Without it, the sync goes on unchecked.
 */
export async function warnOfToken(
  {
    graph,
    settings,
    nowMs,
    logger,
  }: { graph: GraphClient; settings: Settings; nowMs: number; logger: SyncLogger },
  ports: Ports,
  signal: AbortSignal,
): Promise<void> {
  const app = graph.host === "facebook" ? loginClientOf(settings, graph.host, ports) : undefined;
  if (app === undefined) return;
  try {
    const report = await app.debugToken(settings.access_token, signal);
    for (const warning of tokenWarnings(report, graph.host, nowMs)) logger.warning(graph.redact(warning));
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    logger.info(
      `Cannot look up the permissions of the token, syncing without this check: ${graph.redact(error.message)}`,
    );
  }
}
