import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { platform } from "node:os";

type Environment = { readonly [name: string]: string | undefined };

/** What is known about the browser of the one who logs in. */
export type BrowserChoice =
  /** Commands to try, one after the other; the address follows as the last argument, or takes the place of `%s`. */
  | { readonly commands: readonly (readonly [command: string, ...args: string[]])[] }
  /** None is to be opened: the environment says so, or the session is one over SSH without a display. */
  | { readonly none: "environment" | "ssh" };

/** Which browser to open: BROWSER names it, else it is that of the desktop. */
export function browserOf(env: Environment): BrowserChoice {
  const named = env["BROWSER"] ?? "";
  if (named.trim().toLowerCase() === "none") return { none: "environment" };
  if (isRemote(env)) return { none: "ssh" };
  if (named.trim() !== "") return { commands: commandsIn(named) };
  const system = platform();
  if (system === "darwin") return { commands: [["open"]] };
  if (system === "win32") return { commands: [["cmd", "/c", "start", ""]] };
  return { commands: [["xdg-open"]] };
}

/**
 * Opens an address. Failures are not reported: the address is printed as well.
 *
 * @param env of the browser, without the secrets of the tap.
 */
export async function openBrowser(
  commands: readonly (readonly [command: string, ...args: string[]])[],
  address: string,
  env: Environment,
): Promise<boolean> {
  for (const [command, ...args] of commands) {
    const isPlaced = args.includes("%s");
    const words = isPlaced ? args.map((word) => (word === "%s" ? address : word)) : [...args, address];
    if (await starts(command, words, env)) return true;
  }
  return false;
}

function starts(command: string, args: readonly string[], env: Environment): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      detached: true,
      stdio: "ignore",
      env: Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("TAP_INSTAGRAM_"))),
    });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}

function isRemote(env: Environment): boolean {
  const hasDisplay = [env["DISPLAY"], env["WAYLAND_DISPLAY"]].some((display) => (display ?? "") !== "");
  return (env["SSH_CONNECTION"] ?? "") !== "" && !hasDisplay;
}

/** A command with arguments, or several between colons; a path with spaces in it is one. */
function commandsIn(named: string): [string, ...string[]][] {
  if (existsSync(named)) return [[named]];
  const parts = platform() === "win32" ? [named] : named.split(":");
  return parts.flatMap((part) => {
    const [command, ...args] = part.trim().split(/\s+/);
    if (command === undefined || command === "") return [];
    const words: [string, ...string[]] = [command, ...args];
    return [words];
  });
}
