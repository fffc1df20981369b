import {
  createGraphClient,
  type GraphClient,
  type GraphClientOptions,
  type GraphObserver,
} from "@tap-instagram/core";
import type { Settings } from "../settings/settings.ts";
import { version } from "../version.ts";

/** What the tap takes from its surroundings; tests pass clocks that do not wait. Default: the platform's own. */
export type Ports = Pick<GraphClientOptions, "clock" | "random" | "fetch">;

/** The Graph client that the settings describe. */
export function clientOf(settings: Settings, observer: GraphObserver, ports: Ports): GraphClient {
  return createGraphClient({
    accessToken: settings.access_token,
    host: settings.login === "auto" ? undefined : settings.login,
    baseUrl: settings.api_url,
    apiVersion: settings.api_version,
    appSecret: settings.app_secret,
    concurrency: settings.concurrency,
    requestTimeoutMs: settings.request_timeout_seconds * 1000,
    retryPolicy: { maxRetries: settings.max_retries },
    rateLimitCeilingPercent: settings.rate_limit_ceiling,
    maxQuotaWaitMs: settings.max_wait_minutes * 60_000,
    userAgent: settings.user_agent ?? `tap-instagram/${version}`,
    observer,
    ...ports,
  });
}
