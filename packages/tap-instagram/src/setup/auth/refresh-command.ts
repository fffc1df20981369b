import { GraphError, hostOfToken, type GraphHost } from "@tap-instagram/core";
import { LoginError, tokenEnds, type LoginClient, type TokenReport } from "@tap-instagram/core/login";
import {
  defineSubcommand,
  InvalidInputError,
  UsageError,
  type Logger,
  type Subcommand,
} from "@tap-instagram/singer";
import type { Ports } from "../../client/client.ts";
import { settings } from "../../settings/definitions.ts";
import { authCommand } from "../advice/setup-commands.ts";
import { isoInstant } from "../diagnosis/iso-instant.ts";
import { configFileOf, readAuthSettings, type AuthSettings } from "./auth-settings.ts";
import { runAuth, type AuthRun } from "./auth-run.ts";
import { AuthFailedError } from "./failure.ts";
import { secretFlags } from "./secret-flags.ts";
import type { FinishedLogin } from "./report.ts";
import { graphOf, loginClientFor, type ClientOptions } from "./token/clients.ts";
import { readableAccounts } from "./token/readable-accounts.ts";
import { storeToken } from "./token/store-token.ts";
import { appSecretOf } from "./typed/app-secret.ts";

/** `tap-instagram auth refresh`. */
export function refreshSubcommand(ports: Ports): Subcommand {
  return defineSubcommand({
    summary: "Renew the token of the settings file before it ends, for cron",
    description:
      "Gives the token 60 more days, and writes it into FILE. It asks for no login, so cron can run it. An Instagram token must be a day " +
      "old. Facebook needs app_id and the app secret, and wants the person to log in again every 90 days all the same: " +
      "the token of a system user does not end. Exit codes: as with auth.",
    settings,
    flags: { json: { help: "Print events as lines of JSON" }, ...secretFlags },
    examples: [
      { line: "tap-instagram auth refresh --config config.json", does: "60 more days" },
      {
        line: "0 5 * * 1 tap-instagram auth refresh --config /etc/instagram.json",
        does: "every Monday, in a crontab",
      },
    ],
    async run(run) {
      const file = configFileOf(run);
      return runAuth(run, run.flags.json, ports, async (auth) => {
        if (!file.exists()) throw cannotRenew(file.name, "there is no such file");
        return renew(readAuthSettings(file, auth), auth);
      });
    },
  });
}

async function renew(found: AuthSettings, auth: AuthRun): Promise<FinishedLogin> {
  const { settings: known, file } = found;
  const { signal, hide, logger, ports, input, host } = auth;
  const { access_token: token, app_id: appId } = known;
  if (token === undefined) throw cannotRenew(`${file.name}:access_token`, "not set: log in first");
  const login: GraphHost =
    known.login === undefined || known.login === "auto" ? hostOfToken(token) : known.login;
  const clients: ClientOptions = { login, settings: known, app: await appOf(found, login, input), ports };
  if (clients.app !== undefined) hide([clients.app.appSecret]);
  const client = loginClientFor(clients);
  const report = await reportOn(token, client, appId, signal);
  if (report !== undefined) warnOfDataAccess(report, host.now(), logger);
  const isEndless = report?.isValid === true && report.expiresAtMs === null;
  let accessToken = token;
  let expiresAtMs: number | null = null;
  if (!isEndless) {
    try {
      ({ accessToken, expiresAtMs } = await client.refreshToken(token, signal));
    } catch (error) {
      throw withCommand(error, authCommand({ configs: [file.name], login, settings: known }));
    }
  }
  hide([accessToken]);
  const reads = await readableAccounts(graphOf(accessToken, clients), signal);
  signal.throwIfAborted();
  const finished = storeToken({ login, accessToken, expiresAtMs, reads }, undefined, file, logger);
  return isEndless
    ? { ...finished, lines: ["The token does not end: there is nothing to renew."] }
    : finished;
}

/** Facebook's renewal takes the app, Instagram's does not. */
async function appOf(
  { settings: { app_id: appId }, appSecret: known }: AuthSettings,
  login: GraphHost,
  input: AuthRun["input"],
): Promise<ClientOptions["app"]> {
  if (login === "instagram") return undefined;
  if (appId === undefined)
    throw new UsageError("Facebook renews a token for its app: give app_id in the settings file");
  return { appId, appSecret: await appSecretOf(known, appId, input) };
}

/** What Facebook knows about the token; where it is refused, the renewal says why. */
async function reportOn(
  token: string,
  client: LoginClient,
  appId: string | undefined,
  signal: AbortSignal,
): Promise<TokenReport | undefined> {
  if (client.login === "instagram" || appId === undefined) return undefined;
  try {
    return await client.debugToken(token, signal);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return undefined;
  }
}

function warnOfDataAccess(report: TokenReport, nowMs: number, logger: Pick<Logger, "warning">): void {
  const end = tokenEnds(report, nowMs).find(({ what }) => what === "data-access");
  if (end === undefined) return;
  logger.warning(
    `The access to data ends at ${isoInstant(end.atMs)}, and no renewal moves that: the person has to log in again before`,
  );
}

/** What a person does where a token cannot be renewed any more. */
function withCommand(error: unknown, command: string): unknown {
  if (!(error instanceof LoginError) || error.code !== "token-invalid") return error;
  return new AuthFailedError({
    code: error.code,
    message: `${error.message}. Log in anew: ${command}`,
    link: error.docsUrl,
    exitCode: 3,
  });
}

function cannotRenew(place: string, message: string): InvalidInputError {
  return new InvalidInputError("Cannot renew the token", [{ place, message }]);
}
