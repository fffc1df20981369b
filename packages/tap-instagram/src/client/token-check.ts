import { GraphError, type GraphClient } from "@tap-instagram/core";
import { tokenEnds, tokenWarnings, type TokenEnd, type TokenReport } from "@tap-instagram/core/login";
import type { SyncLogger } from "../log/logger.ts";
import type { Settings } from "../settings/settings.ts";
import { authCommand, refreshCommand } from "../setup/advice/setup-commands.ts";
import { loginClientOf, type Ports } from "./client.ts";

/** The sync whose token is looked at. */
export interface TokenCheck {
  readonly graph: GraphClient;
  readonly settings: Settings;
  /** The values of `--config`, where the advice is to name commands. */
  readonly configs?: readonly string[] | undefined;
  readonly nowMs: number;
  readonly logger: SyncLogger;
}

/**
 * Warns about a token that lacks permissions or ends soon. On the Facebook host the app can look that up. Without it, and
 * with Instagram Login, only the setting `token_expires_at` says when it ends.
 */
export async function warnOfToken(check: TokenCheck, ports: Ports, signal: AbortSignal): Promise<void> {
  const { graph, settings, nowMs, logger } = check;
  const report = await reportOn(check, ports, signal);
  // Its ends are told below, with what to do.
  const lasting = report && { ...report, expiresAtMs: null, dataAccessExpiresAtMs: null };
  for (const warning of lasting ? tokenWarnings(lasting, graph.host, nowMs) : [])
    logger.warning(graph.redact(warning));
  const { token_expires_at: known } = settings;
  const ends = report ?? {
    expiresAtMs: known === undefined ? null : Date.parse(known),
    dataAccessExpiresAtMs: null,
  };
  const source = report === undefined ? ", as token_expires_at says" : "";
  for (const end of tokenEnds(ends, nowMs)) logger.warning(endWarning(end, source, check));
}

async function reportOn(
  { graph, settings, logger }: TokenCheck,
  ports: Ports,
  signal: AbortSignal,
): Promise<TokenReport | undefined> {
  const app = graph.host === "facebook" ? loginClientOf(settings, graph.host, ports) : undefined;
  if (app === undefined) return undefined;
  try {
    return await app.debugToken(settings.access_token, signal);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    logger.info(
      `Cannot look up the permissions of the token, syncing without this check: ${graph.redact(error.message)}`,
    );
    return undefined;
  }
}

function endWarning(
  { what, atMs, daysLeft }: TokenEnd,
  source: string,
  { graph, settings, configs }: TokenCheck,
): string {
  const day = new Date(atMs).toISOString().slice(0, 10);
  const when =
    daysLeft < 0
      ? `ended on ${day}`
      : `ends ${daysLeft < 1 ? "within a day" : daysLeft === 1 ? "in 1 day" : `in ${daysLeft} days`}, on ${day}`;
  const isRenewable = what === "token" && daysLeft >= 0;
  const deed = isRenewable ? "Renew it before" : "The person has to log in again";
  const command =
    configs === undefined
      ? ""
      : `: ${isRenewable ? refreshCommand({ configs }) : authCommand({ configs, login: graph.host, settings })}`;
  return what === "token"
    ? `The access token ${when}${source}. ${deed}${command}`
    : `The access to data ${when}, although the token lives on. ${deed}${command}`;
}
