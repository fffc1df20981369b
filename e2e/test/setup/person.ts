import { readFileSync } from "node:fs";
import type { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { built } from "../commands.ts";
import { expectNoToken, start } from "../processes.ts";
import { expectNone, type SetupWorld } from "./setup-world.ts";

/** What `auth` says when it waits for a person. */
export interface OpenEvent {
  readonly event: "open";
  readonly url: string;
  readonly authorize_url: string;
  readonly redirect_uri: string;
  readonly expires_in: number;
}

/** A login that runs. */
export interface LoginRun {
  readonly stdin: Writable;
  /** Waits until it says what to open. */
  opened(): Promise<OpenEvent>;
  /** Waits for its end. */
  ended(): Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** A login that runs as a process of its own. */
export interface RunningLogin extends LoginRun {
  readonly child: ChildProcess;
}

/** Variables of the machine that decide how a login goes; a test sets its own. */
export const nobody = {
  CI: undefined,
  BROWSER: "none",
  DISPLAY: undefined,
  WAYLAND_DISPLAY: undefined,
  SSH_CONNECTION: undefined,
};

/** The environment of a person's shell, with the app's secret in it. */
export function shellOf(world: SetupWorld): Record<string, string | undefined> {
  const { simulator, login, appSecret } = world;
  return {
    ...nobody,
    TAP_INSTAGRAM_API_URL: login === "facebook" ? simulator.url : simulator.instagramUrl,
    TAP_INSTAGRAM_LOGIN_URL: simulator.loginUrl,
    TAP_INSTAGRAM_APP_SECRET: appSecret,
  };
}

/** The flags of `tap-instagram auth` for the app of a world. */
export function loginFlags({ config, login, appId }: SetupWorld): string[] {
  return ["--config", config, "--login", login, "--app-id", appId];
}

/** Starts `tap-instagram auth` for the app of a world, with an open stdin. */
export function startLogin(
  world: SetupWorld,
  flags: readonly string[],
  env: Record<string, string | undefined> = {},
): RunningLogin {
  return startAuth(world, [...loginFlags(world), ...flags], env);
}

/** Starts `tap-instagram auth` with an open stdin. */
export function startAuth(
  world: SetupWorld,
  flags: readonly string[],
  env: Record<string, string | undefined> = {},
): RunningLogin {
  const { child } = start(process.execPath, [built.tap, "auth", ...flags], {
    cwd: world.folder,
    env: { ...shellOf(world), ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const code = new Promise<number | null>((resolve) => child.once("close", resolve));
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) throw new Error("The command has no pipes");
  return { child, stdin, ...followed(world, { stdout, stderr, code }) };
}

/** Follows what a login writes, in which no secret of the world may be. */
export function followed(
  { secrets }: SetupWorld,
  {
    stdout,
    stderr,
    code,
  }: {
    readonly stdout: Readable;
    readonly stderr: Readable;
    readonly code: Promise<number | null>;
  },
): Pick<LoginRun, "opened" | "ended"> {
  const out = gathered(stdout);
  const err = gathered(stderr);
  return {
    opened: async () => {
      const line = await out.line;
      const event: OpenEvent = JSON.parse(line);
      if (event.event !== "open") throw new Error(`The login ended at once: ${line}`);
      return event;
    },
    ended: async () => {
      const result = { code: await code, stdout: out.text(), stderr: err.text() };
      expectNone(secrets, result.stdout + result.stderr);
      expectNoToken(result.stdout + result.stderr);
      return result;
    },
  };
}

/** Everything that a stream brings, and its first line. */
function gathered(stream: Readable): { line: Promise<string>; text(): string } {
  let text = "";
  const line = new Promise<string>((resolve, reject) => {
    stream.on("data", (chunk) => {
      text += String(chunk);
      const end = text.indexOf("\n");
      if (end !== -1) resolve(text.slice(0, end));
    });
    stream.once("close", () => reject(new Error("The login said nothing")));
  });
  line.catch(() => undefined);
  return { line, text: () => text };
}

/** The events of `auth --json`, by their names. */
export function eventsOf(stdout: string): { event: string; [key: string]: unknown }[] {
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** What a person does at the vendor's page. */
export interface Decision {
  readonly button?: "allow" | "deny" | undefined;
  /** Fields that are not ticked. */
  readonly untick?: readonly string[] | undefined;
}

/** Fills in the simulator's login page, and returns where the browser is sent. */
export async function logInAt(
  address: string,
  { button = "allow", untick = [] }: Decision = {},
): Promise<string> {
  const html = await (await fetch(address)).text();
  const inputs = html.matchAll(/<input type="(hidden|checkbox|radio)" name="([^"]*)"(?: value="([^"]*)")?/g);
  const form = new URLSearchParams();
  for (const [, , name = "", value] of inputs) {
    if (untick.includes(name) || form.has(unescaped(name))) continue;
    form.set(unescaped(name), value === undefined ? "on" : unescaped(value));
  }
  form.set("decision", button);
  const response = await fetch(address, { method: "POST", body: form, redirect: "manual" });
  const location = response.headers.get("location");
  if (location === null) throw new Error(`The login page sends nobody anywhere: ${await response.text()}`);
  return location;
}

function unescaped(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/** The settings file as it is. */
export function configOf({ config }: Pick<SetupWorld, "config">): { [name: string]: unknown } {
  return JSON.parse(readFileSync(config, "utf8"));
}
