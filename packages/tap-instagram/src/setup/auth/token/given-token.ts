import { GraphError, type GraphHost } from "@tap-instagram/core";
import { prefixOfToken, type LoginClient, type TokenReport } from "@tap-instagram/core/login";
import { UsageError } from "@tap-instagram/singer";
import type { AuthRun } from "../auth-run.ts";
import type { AuthSettings } from "../auth-settings.ts";
import { AuthFailedError } from "../failure.ts";
import type { FinishedLogin } from "../report.ts";
import { graphOf, loginClientFor } from "./clients.ts";
import { readableAccounts, verify } from "./readable-accounts.ts";
import { storeToken } from "./store-token.ts";

/** Tokens have some 200 letters. */
const mostLetters = 4096;

/** What is known where a token comes by hand. */
export interface GivenTokenOptions extends AuthSettings {
  /** Decides only where the first letters of the token do not. */
  readonly login: GraphHost | undefined;
  readonly appId: string | undefined;
}

/**
 * Tries a token that comes on stdin, and writes it. Where the app is known, one of a Facebook user becomes a long-lived
 * one; one of Instagram is long-lived already.
 *
 * @throws UsageError, AuthFailedError, LoginError, GraphError, NoInstagramAccountError, InvalidInputError.
 */
export async function givenToken(options: GivenTokenOptions, auth: AuthRun): Promise<FinishedLogin> {
  const { settings, file, appId, appSecret } = options;
  const { input, signal, hide, logger, ports } = auth;
  const token = await input.all("Token (not shown): ");
  signal.throwIfAborted();
  if (token === "") throw new UsageError("No token came on stdin: --with-token reads it from there");
  const login = loginOfToken(token, options);
  hide([token]);
  const app = appId === undefined || appSecret === undefined ? undefined : { appId, appSecret };
  const clients = { login, settings, app, ports };
  let accessToken = token;
  let expiresAtMs: number | null = null;
  if (login === "facebook" && app !== undefined) {
    await verify(graphOf(token, clients), signal);
    const client = loginClientFor(clients);
    const report = await reportOn(token, client, signal);
    expiresAtMs = report?.expiresAtMs ?? null;
    if (isExchangeable(report)) ({ accessToken, expiresAtMs } = await client.exchangeToken(token, signal));
    hide([accessToken]);
  }
  const reads = await readableAccounts(graphOf(accessToken, clients), signal);
  signal.throwIfAborted();
  return storeToken({ login, accessToken, expiresAtMs, reads }, { appId, appSecret }, file, logger);
}

/** What the app is told about the token; nothing where it is refused, which the exchange then explains. */
async function reportOn(
  token: string,
  client: LoginClient,
  signal: AbortSignal,
): Promise<TokenReport | undefined> {
  try {
    return await client.debugToken(token, signal);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return undefined;
  }
}

/** Tokens of Pages and system users, and those that never end, stay as they are. */
function isExchangeable(report: TokenReport | undefined): boolean {
  return report === undefined || (report.type === "USER" && report.expiresAtMs !== null);
}

function loginOfToken(
  token: string,
  { login: wanted, settings }: Pick<GivenTokenOptions, "login" | "settings">,
): GraphHost {
  if (token.length > mostLetters)
    throw notAToken(`What came on stdin is not one token: it is longer than ${mostLetters} characters`);
  if (!/^[\w|.~%+/=-]+$/.test(token))
    throw notAToken(
      "What came on stdin is not one token: it has spaces, line breaks, quotes or other signs in it that no token has",
    );
  const prefix = prefixOfToken(token);
  if (prefix === "app")
    throw notAToken(
      "What came on stdin is the token of an app (id, a bar, the secret), which reads no account",
    );
  const named = wanted ?? (settings.login === "auto" ? undefined : settings.login);
  if (prefix === "unknown") return named ?? "facebook";
  if (wanted !== undefined && wanted !== prefix)
    throw notAToken(
      `The token is one of ${prefix === "facebook" ? "Facebook" : "Instagram"} Login, and --login says ${wanted}`,
    );
  return prefix;
}

function notAToken(message: string): AuthFailedError {
  const link = "https://developers.facebook.com/tools/explorer/";
  return new AuthFailedError({ code: "token-invalid", message, link, exitCode: 3 });
}
