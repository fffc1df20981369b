import { createGraphClient, type GraphClient, type GraphClientOptions } from "../client.ts";
import { createErrorFactory } from "../errors/error-factory.ts";
import { GraphError } from "../errors/errors.ts";
import { defaultApiVersion, hostBaseUrls, withoutTrailingSlash, type GraphHost } from "../hosts.ts";
import type { GraphRequest } from "../http/request.ts";
import { defaultMaxResponseBytes } from "../http/transport.ts";
import { systemClock } from "../ports.ts";
import { transientPolicy } from "../pacing/retry.ts";
import { createRedactor } from "../redact/redact.ts";
import type { AppCredentials } from "./app-credentials.ts";
import { sendCode, type CodeGrant } from "./exchange-code.ts";
import { describedAsLogin, type LoginAttempt } from "./errors/login-failures.ts";
import { loginBaseUrl } from "./login-hosts.ts";
import { loginToken, type LoginToken } from "./tokens/login-token.ts";
import { facebookExchange, instagramExchange, instagramRenewal, tokenLookup } from "./token-requests.ts";
import { tokenReport, type TokenReport } from "./tokens/token-report.ts";

/** Short-lived tokens live for an hour or two, long-lived ones for about 60 days. */
const shortLifeMs = 2 * 24 * 60 * 60_000;

/** How to reach the places where tokens are made. */
export interface LoginClientOptions extends Pick<
  GraphClientOptions,
  | "baseUrl"
  | "apiVersion"
  | "requestTimeoutMs"
  | "retryPolicy"
  | "maxQuotaWaitMs"
  | "userAgent"
  | "observer"
  | "fetch"
  | "clock"
  | "random"
> {
  login: GraphHost;
  /** Everything takes it, but renewing an Instagram token. */
  app?: AppCredentials | undefined;
  /** Base address of the login hosts, for tests and proxies; the vendor's host follows as the first segment. */
  loginUrl?: string | undefined;
}

/** Makes, renews and explains tokens of one login. Stateless. */
export interface LoginClient {
  readonly login: GraphHost;
  /**
   * The token for a code. It is short-lived; with Facebook it can already be a long one. A code is good once: nothing is
   * sent again after an answer.
   *
   * @throws LoginError; GraphError where no answer came, or none that makes sense.
   */
  exchangeCode(grant: CodeGrant, signal?: AbortSignal): Promise<LoginToken>;
  /**
   * A token of about 60 days for a short-lived one. Tokens that Instagram's dashboard made are long-lived already, and
   * refused; those of system users and Pages are not exchanged.
   *
   * @throws LoginError, GraphError.
   */
  exchangeToken(accessToken: string, signal?: AbortSignal): Promise<LoginToken>;
  /**
   * The token of a login, as a long-lived one: exchanged, or as it is where it is one already.
   *
   * @throws LoginError, GraphError.
   */
  lengthenToken(token: LoginToken, signal?: AbortSignal): Promise<LoginToken>;
  /**
   * 60 more days for a long-lived token that has not ended. An Instagram token must be a day old. It does not renew
   * Facebook's 90 days of data access: for that the person logs in again.
   *
   * @throws LoginError, GraphError.
   */
  refreshToken(accessToken: string, signal?: AbortSignal): Promise<LoginToken>;
  /**
   * What the API knows about a token, good or bad. Facebook host only.
   *
   * @throws AuthError for a wrong app id or secret, and for a token of another app; other GraphErrors.
   */
  debugToken(accessToken: string, signal?: AbortSignal): Promise<TokenReport>;
}

/**
 * Makes a client for the places where tokens are made. It sends nothing by itself. Secrets travel in a form or a header
 * where the vendor accepts them there, and no error, log line or event shows one.
 *
 * @example
 * ```ts
 * import { createLoginClient } from "@tap-instagram/core/login";
 *
 * const app = { appId: "1234567890", appSecret: "…" };
 * const client = createLoginClient({ login: "instagram", app });
 * const grant = { code: "AQB…", redirectUri: "https://example.com/callback" };
 * const short = await client.exchangeCode(grant);
 * const { accessToken, expiresAtMs } = await client.lengthenToken(short);
 * ```
 */
export function createLoginClient(options: LoginClientOptions): LoginClient {
  const { login, app, loginUrl, clock = systemClock } = options;
  const isFacebook = login === "facebook";
  const shape = loginToken(() => clock.now());

  const credentials = (): AppCredentials => {
    if (app !== undefined) return app;
    throw new TypeError(
      "Cannot ask about tokens: the login client has neither the id nor the secret of an app",
    );
  };
  const clientOf = (accessToken: string, secrets: readonly string[] = []): GraphClient =>
    createGraphClient({
      ...options,
      host: login,
      accessToken,
      secrets: [app?.appSecret, ...secrets].filter((secret) => secret !== undefined),
    });
  const attempted = <T>(deed: LoginAttempt["deed"], work: Promise<T>, redirectUri?: string): Promise<T> =>
    work.catch((error: unknown) => {
      throw describedAsLogin(error, { deed, login, appId: app?.appId, redirectUri });
    });

  const exchange = (
    accessToken: string,
    deed: LoginAttempt["deed"],
    request: GraphRequest,
    signal?: AbortSignal,
  ) => attempted(deed, clientOf(accessToken).send(request, shape, signal));

  return {
    login,
    async exchangeCode(grant, signal) {
      const { appId, appSecret } = credentials();
      const transport = {
        fetch: options.fetch ?? globalThis.fetch,
        baseUrl: isFacebook
          ? withoutTrailingSlash(options.baseUrl ?? hostBaseUrls.facebook)
          : loginBaseUrl(loginUrl, "api.instagram.com"),
        apiVersion: options.apiVersion ?? defaultApiVersion,
        accessToken: "",
        timeoutMs: options.requestTimeoutMs ?? 60_000,
        maxResponseBytes: defaultMaxResponseBytes,
        userAgent: options.userAgent,
        errors: createErrorFactory(createRedactor([appSecret, grant.code]), login),
      };
      const ports = {
        transport,
        retryPolicy: { ...transientPolicy, ...options.retryPolicy },
        clock,
        random: options.random ?? Math.random,
        observer: options.observer ?? {},
      };
      const sent = sendCode(login, { appId, appSecret }, grant, ports, signal);
      return attempted("exchangeCode", sent, grant.redirectUri);
    },
    async exchangeToken(accessToken, signal) {
      const request = (isFacebook ? facebookExchange : instagramExchange)(credentials(), accessToken);
      return exchange(accessToken, "exchangeToken", request, signal);
    },
    async lengthenToken(token, signal) {
      const { accessToken, expiresAtMs } = token;
      if (expiresAtMs !== null && expiresAtMs - clock.now() > shortLifeMs) return token;
      try {
        const request = (isFacebook ? facebookExchange : instagramExchange)(credentials(), accessToken);
        const longer = await clientOf(accessToken).send(request, shape, signal);
        return { ...token, ...longer, scopes: longer.scopes ?? token.scopes, userId: token.userId };
      } catch (error) {
        if (error instanceof GraphError && error.reason === "already-long-lived") return token;
        throw describedAsLogin(error, { deed: "exchangeToken", login, appId: app?.appId });
      }
    },
    async refreshToken(accessToken, signal) {
      const request = isFacebook
        ? facebookExchange(credentials(), accessToken)
        : instagramRenewal(accessToken);
      return exchange(accessToken, "refreshToken", request, signal);
    },
    async debugToken(accessToken, signal) {
      const { appId, appSecret } = credentials();
      return clientOf(`${appId}|${appSecret}`, [accessToken]).send(
        tokenLookup(accessToken),
        tokenReport,
        signal,
      );
    },
  };
}
