import { debugToken, GraphError, tokenWarnings, type GraphClient } from "@tap-instagram/core";
import type { SyncLogger } from "../log/logger.ts";
import type { Settings } from "../settings/settings.ts";
import { clientOf, type Ports } from "./client.ts";

/**
 * Warns of a token that lacks permissions or ends soon. Only the app may ask that, and only on the Facebook host; where
 * it cannot be asked, the sync goes on without.
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
  const { app_id: appId, app_secret: appSecret, access_token: accessToken } = settings;
  if (appId === undefined || appSecret === undefined || graph.host !== "facebook") return;
  const app = clientOf(
    {
      ...settings,
      access_token: `${appId}|${appSecret}`,
      app_secret: undefined,
      login: "facebook",
      max_wait_minutes: 0,
      max_retries: 1,
    },
    {},
    ports,
  );
  try {
    const report = await debugToken(app, accessToken, signal);
    for (const warning of tokenWarnings(report, graph.host, nowMs)) logger.warning(graph.redact(warning));
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    logger.info(`What the token may do could not be looked up: ${graph.redact(error.message)}`);
  }
}
