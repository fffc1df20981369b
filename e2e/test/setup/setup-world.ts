import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator, type RunningSimulator, type SimulatorOptions } from "@tap-instagram/graph-simulator";
import { expect, onTestFinished } from "vitest";
import { temporaryFolder } from "../processes.ts";

export type Login = "facebook" | "instagram";

/** What a person has who sets up the tap: an app, a token that may be bad, and a folder for the settings. */
export interface SetupWorld {
  readonly simulator: RunningSimulator;
  readonly login: Login;
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  readonly folder: string;
  /** The settings file in the folder. */
  readonly config: string;
  /** Settings that point at the simulator, and hold the token. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What must be in no output, file or list of processes. */
  readonly secrets: readonly string[];
}

/** Starts a simulator, over real HTTP, with a folder for the settings of one login. */
export async function setupWorld(login: Login, options: SimulatorOptions = {}): Promise<SetupWorld> {
  const simulator = await startSimulator({ world: "tiny", ...options });
  onTestFinished(() => simulator.close());
  const { tokens, url, instagramUrl, loginUrl } = simulator;
  const isFacebook = login === "facebook";
  const appId = isFacebook ? tokens.appId : tokens.instagramAppId;
  const appSecret = isFacebook ? tokens.appSecret : tokens.instagramAppSecret;
  const token = isFacebook ? tokens.user : tokens.instagram;
  const folder = temporaryFolder();
  return {
    simulator,
    login,
    appId,
    appSecret,
    token,
    folder,
    config: join(folder, "config.json"),
    settings: { access_token: token, api_url: isFacebook ? url : instagramUrl, login_url: loginUrl },
    secrets: [token, appSecret],
  };
}

/** Writes the settings file, and returns its path. */
export function writeConfig({ config }: Pick<SetupWorld, "config">, settings: object): string {
  writeFileSync(config, JSON.stringify(settings, null, 2));
  return config;
}

/** Fails where a secret was written. */
export function expectNone(secrets: readonly string[], written: string): void {
  for (const secret of secrets) expect(written).not.toContain(secret);
}
