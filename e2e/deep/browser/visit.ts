import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, onTestFinished } from "vitest";
import {
  contextOptions,
  startChromium,
  startChromiumWithProfile,
  type BrowserSetup,
} from "../../machines/chromium/chromium.ts";
import { python } from "../../machines/python.ts";
import { succeed, temporaryFolder } from "../../test/processes.ts";

/** A person's browser, and all that it did. */
export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Every address that was asked for, in their order. */
  readonly requests: readonly string[];
  /** Errors and warnings of its console. */
  readonly complaints: readonly string[];
}

/** One of a person whose browser keeps what it did in a folder. */
export interface KeptVisit extends Visit {
  readonly profile: string;
}

/**
 * A browser for all tests of a file: to start it takes longer than most of what they do there. What it returns opens it for
 * one of them, without anything that another has left.
 */
export function sharedBrowser(command: string): (setup: BrowserSetup) => Promise<Visit> {
  let started: Promise<Browser> | undefined;
  afterAll(async () => (await started)?.close());
  return async (setup) => {
    const browser = await (started ??= startChromium(command));
    return visitIn(await browser.newContext(contextOptions(setup)));
  };
}

/** Opens a browser with a profile, which goes when the test is over. */
export async function openKeptBrowser(command: string, setup: BrowserSetup): Promise<KeptVisit> {
  const profile = temporaryFolder();
  return { ...(await visitIn(await startChromiumWithProfile(command, profile, setup))), profile };
}

async function visitIn(context: BrowserContext): Promise<Visit> {
  onTestFinished(() => context.close());
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on("request", (request) => requests.push(request.url()));
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  context.on("weberror", (failure) => complaints.push(failure.error().message));
  const page = context.pages()[0] ?? (await context.newPage());
  return { context, page, requests, complaints };
}

/** Waits until the browser asked for an address that begins so, and gives it. */
export async function asked({ context, requests }: Visit, beginning: string): Promise<string> {
  const found = requests.find((address) => address.startsWith(beginning));
  if (found !== undefined) return found;
  const request = await context.waitForEvent("request", (one) => one.url().startsWith(beginning));
  return request.url();
}

/** The addresses that the history of a closed browser shows. Those that led on to another are kept, and not shown. */
export async function shownHistory({ profile }: KeptVisit): Promise<string[]> {
  const query = `
import json, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute(
    "SELECT urls.url FROM visits JOIN urls ON urls.id = visits.url WHERE visits.transition & 0x20000000 ORDER BY visits.id")
print(json.dumps([url for (url,) in rows]))`;
  return JSON.parse(await succeed(python, ["-c", query, join(profile, "Default", "History")]));
}

/** The files of a closed browser's profile that hold a text. */
export function filesWith({ profile }: KeptVisit, text: string): string[] {
  const names = readdirSync(profile, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text))
    .map((path) => path.slice(profile.length + 1));
}
