import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type LaunchOptions,
} from "playwright-core";
import { install, isRoot, mayInstall } from "../debian/install.ts";

/** Names under which systems have it, or a browser that is built from it. */
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * The command of Chromium. Where everything runs as root for a test and then goes, as in CI, a missing one is installed.
 *
 * @throws Error where it cannot be installed.
 */
export async function findChromium(): Promise<string | undefined> {
  const found = command();
  if (found !== undefined || !mayInstall()) return found;
  await install(["chromium"]);
  return command();
}

function command(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
}

/** How a person has set up the browser. */
export interface BrowserSetup {
  readonly hasScripts: boolean;
  readonly colorScheme: "light" | "dark";
}

/** What a person's browser is like while a test looks at it. */
export function contextOptions({ hasScripts, colorScheme }: BrowserSetup): BrowserContextOptions {
  return { javaScriptEnabled: hasScripts, colorScheme };
}

/** Starts it without a window, for contexts that share nothing. It finds no host but this machine. */
export function startChromium(executablePath: string): Promise<Browser> {
  return chromium.launch(launchOptions(executablePath));
}

/** The same for one person, with the profile in a folder. */
export function startChromiumWithProfile(
  executablePath: string,
  profile: string,
  setup: BrowserSetup,
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    ...launchOptions(executablePath),
    ...contextOptions(setup),
  });
}

function launchOptions(executablePath: string): LaunchOptions {
  return {
    executablePath,
    headless: true,
    // Its sandbox refuses to run as root.
    chromiumSandbox: !isRoot(),
    args: ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"],
  };
}
