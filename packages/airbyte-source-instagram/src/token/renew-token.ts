import { GraphError, hostOfToken, type GraphHost } from "@tap-instagram/core";
import { LoginError, type LoginClient } from "@tap-instagram/core/login";
import { loginClientFor, type Ports, type Settings } from "tap-instagram/engine";
import type { Session } from "../session/session.ts";
import { settingsOf, type Config } from "../settings/read-config.ts";

/** A token lives for 60 days; a connection syncs at least once in the second half of them. */
const renewWithinMs = 30 * 86_400_000;

/**
 * The settings with a token that lives on: one that ends within 30 days is renewed, and Airbyte is told to keep the new
 * one. Where it cannot be renewed, the sync goes on with the one there is.
 */
export async function withLivingToken(
  config: Config,
  path: string,
  session: Pick<Session, "output" | "logger" | "signal" | "redact" | "hide">,
  ports: Ports,
): Promise<Config> {
  const { settings } = config;
  const { output, logger, signal, hide } = session;
  const login: GraphHost = settings.login === "auto" ? hostOfToken(settings.access_token) : settings.login;
  const app = appOf(settings);
  // Facebook renews for the app only.
  if (login === "facebook" && app === undefined) return config;
  const client = loginClientFor({ login, settings, app, ports });
  try {
    if (!(await endsSoon(settings, client, output.now(), signal))) return config;
    const renewed = await client.refreshToken(settings.access_token, signal);
    hide([renewed.accessToken]);
    const values = {
      ...config.values,
      access_token: renewed.accessToken,
      ...(renewed.expiresAtMs === null
        ? {}
        : { token_expires_at: new Date(renewed.expiresAtMs).toISOString() }),
    };
    const living = { values, settings: settingsOf(values, path) };
    await output.write({
      type: "CONTROL",
      control: { type: "CONNECTOR_CONFIG", emitted_at: output.now(), connectorConfig: { config: values } },
    });
    logger.info("The access token was renewed: Airbyte is told to store it in place of the old one");
    return living;
  } catch (error) {
    if (!(error instanceof GraphError || error instanceof LoginError)) throw error;
    logger.info(`The access token was not renewed, going on with the one there is. ${error.message}`);
    return config;
  }
}

/** With Instagram Login nothing but a renewal tells when a token ends. One that has ended cannot be renewed. */
async function endsSoon(
  { access_token: token, token_expires_at: known }: Settings,
  client: LoginClient,
  nowMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  if (known === undefined && client.login === "instagram") return true;
  const endMs =
    known === undefined ? (await client.debugToken(token, signal)).expiresAtMs : Date.parse(known);
  return endMs !== null && endMs > nowMs && endMs - nowMs < renewWithinMs;
}

function appOf({
  app_id: appId,
  app_secret: appSecret,
}: Settings): { appId: string; appSecret: string } | undefined {
  return appId === undefined || appSecret === undefined ? undefined : { appId, appSecret };
}
