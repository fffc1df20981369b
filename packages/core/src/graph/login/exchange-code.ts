import type { GraphError } from "../errors/errors.ts";
import type { GraphHost } from "../hosts.ts";
import { endpointOf, type GraphRequest } from "../http/request.ts";
import { createTransport, type TransportOptions } from "../http/transport.ts";
import { nextDelayMs, type RetryPolicy } from "../pacing/retry.ts";
import type { Clock, Random } from "../ports.ts";
import type { GraphObserver } from "../observer.ts";
import type { AppCredentials } from "./app-credentials.ts";
import { loginToken, type LoginToken } from "./tokens/login-token.ts";

/** The code that a login gave, and the redirect URL of that login's page. */
export interface CodeGrant {
  code: string;
  /** Exactly the text that the login page was given. */
  redirectUri: string;
}

/** What the exchange works with. */
export interface ExchangePorts {
  transport: TransportOptions;
  retryPolicy: RetryPolicy;
  clock: Clock;
  random: Random;
  observer: GraphObserver;
}

/**
 * Exchanges a code. A code is good once: the request is sent again only where no answer at all has begun to come.
 *
 * @throws GraphError; the signal's reason when aborted.
 */
export async function sendCode(
  login: GraphHost,
  app: AppCredentials,
  grant: CodeGrant,
  ports: ExchangePorts,
  signal?: AbortSignal,
): Promise<LoginToken> {
  const { clock, random, retryPolicy, observer } = ports;
  const { fetch } = ports.transport;
  let hasAnswered = false;
  const transport = createTransport({
    ...ports.transport,
    fetch: async (...request) => {
      const response = await fetch(...request);
      hasAnswered = true;
      return response;
    },
  });
  const request = codeRequest(login, app, grant);
  const shape = loginToken(() => clock.now());
  let delayedMs = 0;
  for (let retry = 0; ; retry += 1) {
    const startedAtMs = clock.now();
    const exchange = await transport(request, shape, signal);
    observer.onRequest?.({
      endpoint: endpointOf(request),
      status: exchange.status,
      durationMs: clock.now() - startedAtMs,
      quotaCalls: request.quotaCalls,
      error: "error" in exchange ? exchange.error : undefined,
    });
    if ("body" in exchange) return exchange.body;
    const delayMs = hasAnswered ? undefined : nextDelayMs(retryPolicy, retry, delayedMs, random);
    if (delayMs === undefined) throw exchange.error satisfies GraphError;
    observer.onRetry?.({ endpoint: endpointOf(request), error: exchange.error, retry, delayMs });
    delayedMs += delayMs;
    await clock.sleep(delayMs, signal);
  }
}

/** Everything that is secret goes in the form, on both hosts. */
function codeRequest(login: GraphHost, app: AppCredentials, grant: CodeGrant): GraphRequest {
  return {
    method: "POST",
    node: "oauth",
    edge: "access_token",
    params: {
      client_id: app.appId,
      client_secret: app.appSecret,
      grant_type: login === "instagram" ? "authorization_code" : undefined,
      redirect_uri: grant.redirectUri,
      code: grant.code,
    },
    budget: "app",
    quotaCalls: 1,
    authorized: false,
    versioned: login === "facebook",
  };
}
