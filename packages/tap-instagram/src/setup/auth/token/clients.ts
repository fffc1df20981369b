import { createGraphClient, type GraphClient, type GraphHost } from "@tap-instagram/core";
import { createLoginClient, type AppCredentials, type LoginClient } from "@tap-instagram/core/login";
import { wayOf, type Ports } from "../../../client/client.ts";
import type { Settings } from "../../../settings/settings.ts";

/** What the clients of a login are made from. */
export interface ClientOptions {
  readonly login: GraphHost;
  readonly settings: Partial<Settings>;
  /** Where both its id and its secret are known. */
  readonly app: AppCredentials | undefined;
  readonly ports: Ports;
}

/** A person waits: twice is enough, and quota is not waited for. */
const patience = { retryPolicy: { maxRetries: 2 }, maxQuotaWaitMs: 0 };

/** Reads with a token. */
export function graphOf(accessToken: string, { login, settings, app, ports }: ClientOptions): GraphClient {
  return createGraphClient({
    ...wayOf(settings),
    ...patience,
    accessToken,
    host: login,
    appSecret: app?.appSecret,
    ...ports,
  });
}

/**
 * Makes, renews and explains tokens.
 *
 * @example
 * ```ts
 * import { loginClientFor } from "tap-instagram/engine";
 *
 * const client = loginClientFor({ login: "instagram", settings: {}, app: undefined, ports: {} });
 * const { accessToken, expiresAtMs } = await client.refreshToken("IGAAR…");
 * ```
 */
export function loginClientFor({ login, settings, app, ports }: ClientOptions): LoginClient {
  return createLoginClient({
    ...wayOf(settings),
    ...patience,
    login,
    app,
    loginUrl: settings.login_url,
    ...ports,
  });
}
