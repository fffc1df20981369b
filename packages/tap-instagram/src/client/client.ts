import {
  createGraphClient,
  type GraphClient,
  type GraphClientOptions,
  type GraphHost,
  type GraphObserver,
} from "@tap-instagram/core";
import { createLoginClient, type LoginClient } from "@tap-instagram/core/login";
import type { Settings } from "../settings/settings.ts";
import { version } from "../version.ts";

/** What the tap takes from its surroundings; tests pass clocks that do not wait. Default: the platform's own. */
export interface Ports extends Pick<GraphClientOptions, "clock" | "random" | "fetch"> {
  /** The environment: for `shard: "auto/5"`, and to say which proxy it names. Default: empty. */
  readonly env?: { readonly [name: string]: string | undefined } | undefined;
  /** Works every so many milliseconds, until the returned function is called. For live lines. */
  readonly every?: ((ms: number, work: () => void) => () => void) | undefined;
  /** Gives a signal that aborts after so many milliseconds. */
  readonly timeout?: ((ms: number) => AbortSignal) | undefined;
}

/** The Graph client that the settings describe. */
export function clientOf(settings: Settings, observer: GraphObserver, ports: Ports): GraphClient {
  return createGraphClient({
    ...wayOf(settings),
    retryPolicy: { maxRetries: settings.max_retries },
    accessToken: settings.access_token,
    host: settings.login === "auto" ? undefined : settings.login,
    appSecret: settings.app_secret,
    concurrency: settings.concurrency,
    maxResponseBytes: settings.max_response_megabytes * 2 ** 20,
    rateLimitCeilingPercent: settings.rate_limit_ceiling,
    maxQuotaWaitMs: settings.max_wait_minutes * 60_000,
    observer,
    ...ports,
  });
}

/** The client that looks up tokens, where the settings name the app. It neither waits for quota nor insists. */
export function loginClientOf(settings: Settings, login: GraphHost, ports: Ports): LoginClient | undefined {
  const { app_id: appId, app_secret: appSecret } = settings;
  if (appId === undefined || appSecret === undefined) return undefined;
  return createLoginClient({
    ...wayOf(settings),
    login,
    app: { appId, appSecret },
    retryPolicy: { maxRetries: 1 },
    maxQuotaWaitMs: 0,
    ...ports,
  });
}

/** How requests get to the API. */
export function wayOf(
  settings: Partial<Pick<Settings, "api_url" | "api_version" | "request_timeout_seconds" | "user_agent">>,
): Pick<GraphClientOptions, "baseUrl" | "apiVersion" | "requestTimeoutMs" | "userAgent"> {
  return {
    baseUrl: settings.api_url,
    apiVersion: settings.api_version,
    requestTimeoutMs:
      settings.request_timeout_seconds === undefined ? undefined : settings.request_timeout_seconds * 1000,
    userAgent: settings.user_agent ?? `tap-instagram/${version}`,
  };
}
