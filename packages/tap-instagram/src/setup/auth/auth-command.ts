import { defineSubcommand, type Subcommand } from "@tap-instagram/singer";
import type { Ports } from "../../client/client.ts";
import { settings } from "../../settings/definitions.ts";
import { appIdOf, loginOf, refuseLoginFlags, refuseToWait, scopesOf, type AuthFlags } from "./auth-flags.ts";
import { configFileOf, readAuthSettings, type AuthSettings } from "./auth-settings.ts";
import { runAuth, type AuthRun } from "./auth-run.ts";
import { refreshSubcommand } from "./refresh-command.ts";
import type { FinishedLogin } from "./report.ts";
import { loopbackLogin } from "./roads/loopback-login.ts";
import { pasteLogin } from "./roads/paste-login.ts";
import { roadOf } from "./roads/road-of.ts";
import type { LoginTask } from "./roads/road.ts";
import { secretFlags } from "./secret-flags.ts";
import { givenToken } from "./token/given-token.ts";
import { tokenOfCode } from "./token/token-of-code.ts";
import { appSecretOf } from "./typed/app-secret.ts";

const defaultTimeoutSeconds = 300;

/** `tap-instagram auth`. */
export function authCommandOf(ports: Ports): Subcommand {
  return defineSubcommand({
    summary: "Log in, and write the token into the settings file",
    description:
      "Opens the login page, makes the token a long-lived one, and writes access_token, login and app_id into FILE, " +
      "which only you can read then. Everything else in FILE stays as it is. If anything fails, FILE is not changed. " +
      "The app secret comes from TAP_INSTAGRAM_APP_SECRET, from app_secret in FILE, or is asked for. " +
      "Exit codes: 0 done; 1 FILE or the port; 2 flags; 3 the login gave no token; 4 network.",
    settings,
    flags: {
      login: {
        value: "facebook|instagram",
        choices: ["facebook", "instagram"],
        help: "Facebook for accounts that are linked to a Page, Instagram for one account of its own",
      },
      "app-id": { value: "ID", help: "Id of the app; each login has its own" },
      "redirect-url": {
        value: "URL",
        help: "Where the browser goes afterwards, exactly as the app knows it. Instagram needs an https address",
      },
      scopes: { value: "NAMES", help: "Permissions, between commas (default: all that a sync needs)" },
      "no-browser": { help: "Paste the address that the browser went to, without a page on this machine" },
      port: {
        value: "NUMBER",
        integer: { minimum: 0, maximum: 65_535 },
        help: "Port of the page on this machine (default: any free one)",
      },
      timeout: {
        value: "SECONDS",
        integer: { minimum: 1, maximum: 86_400 },
        help: "How long to wait for the login (default: 300)",
      },
      "with-token": { help: "Read a token from stdin, instead of logging in" },
      json: { help: "Print events as lines of JSON" },
      ...secretFlags,
    },
    examples: [
      {
        line: "tap-instagram auth --config config.json --login facebook --app-id 1234567890",
        does: "Facebook Login, on a page of this machine",
      },
      {
        line: "tap-instagram auth --config config.json --login facebook --app-id 1234567890 --no-browser",
        does: "the same over SSH, or with a live app: paste the address that the browser went to",
      },
      {
        line: "tap-instagram auth --config config.json --login instagram --app-id 1234567890 --redirect-url https://example.com/",
        does: "Instagram Login: paste the address that the browser went to",
      },
      {
        line: "tap-instagram auth --config config.json --with-token < token.txt",
        does: "a token of the Graph API Explorer, of a system user or of the app's dashboard",
      },
    ],
    subcommands: { refresh: refreshSubcommand(ports) },
    async run(run) {
      const { flags } = run;
      const file = configFileOf(run);
      if (flags["with-token"]) refuseLoginFlags(flags);
      else refuseToWait(run.host.env["CI"]);
      return runAuth(run, flags.json, ports, async (auth) => {
        const found = readAuthSettings(file, auth, ["access_token"]);
        if (!flags["with-token"]) return logIn(flags, found, auth);
        const appId = flags["app-id"] ?? found.settings.app_id;
        return givenToken({ ...found, login: flags.login, appId }, auth);
      });
    },
  });
}

async function logIn(flags: AuthFlags, found: AuthSettings, auth: AuthRun): Promise<FinishedLogin> {
  const { settings: known, file } = found;
  const login = loginOf(flags, known);
  const appId = appIdOf(flags, known);
  const road = roadOf(login, flags);
  const scopes = scopesOf(flags, login);
  const appSecret = await appSecretOf(found.appSecret, appId, auth.input);
  auth.hide([appSecret]);
  const destination = { login, app: { appId, appSecret }, settings: known, file };
  const task: LoginTask = {
    login,
    appId,
    scopes,
    apiVersion: known.api_version,
    loginUrl: known.login_url,
    config: file.name,
    timeoutSeconds: flags.timeout ?? defaultTimeoutSeconds,
    report: auth.report,
    input: auth.input,
    host: auth.host,
    clock: auth.clock,
    signal: auth.signal,
    hide: auth.hide,
    finish: (grant) => tokenOfCode(grant, destination, auth),
  };
  return road.by === "loopback" ? loopbackLogin(road, task) : pasteLogin(road.redirectUri, task);
}
