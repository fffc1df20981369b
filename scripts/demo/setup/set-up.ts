import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setupNames } from "@tap-instagram/graph-simulator";
import type { Login } from "../flags.ts";
import { builtCommand, endOf, foreignEnvironment, type ProcessEnd, type Simulator } from "../processes.ts";
import { say } from "../say.ts";
import { standIn } from "./stand-in.ts";
import { isAttended, waitForEnter } from "./terminal.ts";

/** Where the walk begins. */
export interface SetupWalk {
  readonly simulator: Simulator;
  readonly world: string;
  readonly login: Login;
  /** The folder for the settings file, as an absolute path. */
  readonly output: string;
}

/** The name is one that no setup of a person's own has, as the file is written anew. */
const config = "demo-config.json";
/** Instagram takes https only. Nothing answers there, and the address bar keeps the code. */
const unanswered = "https://localhost/callback";

/**
 * Walks from nothing to a token that reads accounts, with the commands that a person runs: `auth`, then `check`. With a
 * broken setup, `check` comes first, too.
 *
 * @returns the settings file, or the exit code of the step that failed.
 */
export async function setUp(walk: SetupWalk): Promise<{ config: string } | { exitCode: number }> {
  const { simulator, world, login, output } = walk;
  const path = join(output, config);
  const isBroken = setupNames.some((name) => name === world);
  writeFileSync(path, `${JSON.stringify(firstSettings(walk, isBroken), undefined, 2)}\n`, { mode: 0o600 });
  say(`Everything here is simulated: the app, the login page and the accounts. Folder: ${output}`);
  if (!isAttended())
    say("No person sits at a terminal: the walk says what is asked, and answers it by itself.");

  if (isBroken) {
    say(`\nThe setup "${world}", as a person brings it: ${config} has a token, an app id and a secret.`);
    await step("What is wrong?");
    if (failed(await run(["check", "--config", config], output)))
      say("\nSome of this a new login mends. Let us see.");
  }

  await step("Log in: auth asks for the app's secret, opens the login page, and writes the token.");
  const { appId, appSecret } = appOf(simulator, login);
  const redirect = login === "instagram" ? ["--redirect-url", unanswered] : [];
  const flags = ["--config", config, "--login", login, "--app-id", appId, ...redirect];
  const loggedIn = isAttended()
    ? await logInAtTerminal(flags, isBroken ? undefined : appSecret, output)
    : await standIn({ flags, appSecret, simulator, login, cwd: output });
  if (failed(loggedIn)) return stopped("auth", loggedIn);

  await step("Check: is all there that a sync needs?");
  const checked = await run(["check", "--config", config], output);
  if (failed(checked)) return stopped("check", checked);

  await step("Sync: into files, one for each stream.");
  return { config: path };
}

/** Addresses of the simulator; in a broken setup, what the person holds, too. */
function firstSettings({ simulator, world, login }: SetupWalk, isBroken: boolean): object {
  const isFacebook = login === "facebook";
  const addresses = {
    api_url: isFacebook ? simulator.url : simulator.instagramUrl,
    login_url: simulator.loginUrl,
  };
  if (!isBroken) return addresses;
  const { appId, appSecret } = appOf(simulator, login);
  return {
    ...addresses,
    access_token: isFacebook ? simulator.token : simulator.instagramToken,
    app_id: appId,
    // This setup is broken because the secret is not there.
    ...(world === "proof-required" ? {} : { app_secret: appSecret }),
  };
}

/** Each login has an app of its own. */
function appOf(simulator: Simulator, login: Login): { appId: string; appSecret: string } {
  return login === "facebook"
    ? { appId: simulator.appId, appSecret: simulator.appSecret }
    : { appId: simulator.instagramAppId, appSecret: simulator.instagramAppSecret };
}

function logInAtTerminal(
  flags: readonly string[],
  askedSecret: string | undefined,
  cwd: string,
): Promise<ProcessEnd> {
  if (askedSecret !== undefined) say(`The app is made up, and so is its secret. Paste it: ${askedSecret}`);
  return run(["auth", ...flags], cwd);
}

/** Runs the tap's command where the person sees it, and can answer. */
function run(words: readonly string[], cwd: string): Promise<ProcessEnd> {
  say(`$ tap-instagram ${words.join(" ")}`);
  const options = { cwd, env: foreignEnvironment(), stdio: "inherit" } as const;
  return endOf(spawn(process.execPath, [builtCommand("tap-instagram"), ...words], options));
}

async function step(what: string): Promise<void> {
  say(`\n${what}`);
  if (isAttended()) await waitForEnter();
}

function failed(end: ProcessEnd): boolean {
  return end !== 0;
}

function stopped(command: string, end: ProcessEnd): { exitCode: number } {
  say(`\n${command} ended with ${end}, so the walk ends here. Above, it says what to do.`);
  return { exitCode: typeof end === "number" ? end : 1 };
}
