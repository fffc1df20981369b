import { countText } from "../../../log/count-text.ts";
import { authorizeUrl, newLoginState, type CodeGrant } from "@tap-instagram/core/login";
import { AuthFailedError, failureOf } from "../failure.ts";
import { browserOf, openBrowser, type BrowserChoice } from "../loopback/browser.ts";
import { listenOnLoopback } from "../loopback/listen.ts";
import { LoginSite } from "../loopback/login-site.ts";
import type { PageText } from "../loopback/pages.ts";
import type { FinishedLogin } from "../report.ts";
import { timeIsOver, within } from "../within.ts";
import { vendorNames, type LoginTask } from "./road.ts";
import { timeout } from "./timeout.ts";
import { troubleLines } from "./trouble-lines.ts";

/** How long the port stays open for the page that tells how it ended. */
const lastPageMs = 2000;

/**
 * A login that comes back to a page of this machine.
 *
 * @throws LoginError, AuthFailedError; what the work throws.
 */
export async function loopbackLogin(
  { port: wanted, callbackPath }: { port: number; callbackPath: string },
  task: LoginTask,
): Promise<FinishedLogin> {
  const { login, appId, timeoutSeconds, clock, signal } = task;
  const listening = await listenOnLoopback(wanted).catch((error: unknown) => {
    throw portFailure(wanted, error);
  });
  try {
    const { port } = listening;
    const redirectUri = `http://localhost:${port}${callbackPath}`;
    const state = newLoginState();
    const address = authorizeUrl({
      login,
      appId,
      redirectUri,
      state,
      scope: task.scopes,
      apiVersion: task.apiVersion,
      loginUrl: task.loginUrl,
    });
    const expected = { login, state, appId, redirectUri };
    const site = new LoginSite({
      port,
      callbackPath,
      authorizeUrl: address,
      expected,
      welcome: welcome(task, address),
    });
    listening.serve((request) => site.answer(request));
    const url = `http://localhost:${port}/`;
    const browser = browserOf(task.host.env);
    const lines = openLines(url, port, browser, task);
    await task.report.opened({ url, authorizeUrl: address, redirectUri, timeoutSeconds, lines });
    if ("commands" in browser) await openBrowser(browser.commands, url, task.host.env);
    const redirect = await within(timeoutSeconds * 1000, clock, signal, site.redirect);
    if (redirect === timeIsOver) throw timeout(login, "loopback", timeoutSeconds);
    return await shown(site, task, async () => {
      if ("error" in redirect) throw redirect.error;
      task.hide([redirect.code]);
      const grant: CodeGrant = { code: redirect.code, redirectUri };
      return task.finish(grant);
    });
  } finally {
    listening.close();
  }
}

/** Does the rest of the work, and tells the browser how it ended. */
async function shown(
  site: LoginSite,
  task: LoginTask,
  work: () => Promise<FinishedLogin>,
): Promise<FinishedLogin> {
  const seen = async (text: PageText): Promise<void> => {
    site.end(text);
    await within(lastPageMs, task.clock, task.signal, site.shown).catch(() => undefined);
  };
  try {
    const finished = await work();
    await seen({
      title: "Logged in",
      paragraphs: [`The token is in ${task.config}. You can close this page.`],
      role: "status",
    });
    return finished;
  } catch (error) {
    const failure = failureOf(error);
    await seen({
      title: "This login gave no token",
      paragraphs: [
        failure?.message ?? "The command was stopped.",
        "Nothing was written. The terminal says the same.",
      ],
      role: "alert",
    });
    throw error;
  }
}

function welcome(task: LoginTask, address: string): PageText {
  const vendor = vendorNames[task.login];
  return {
    title: `Log in with ${vendor}`,
    paragraphs: [
      `tap-instagram asks ${vendor} for a token of the app ${task.appId}, with the permissions ${task.scopes.join(", ")}. Allow all of them, and tick every Page and account that is to be read.`,
      `Afterwards you come back here, and the token is written to ${task.config} on this machine.`,
      ...troubleLines(task.login, "loopback"),
    ],
    action: { label: `Continue to ${vendor}`, address },
  };
}

function openLines(url: string, port: number, browser: BrowserChoice, task: LoginTask): string[] {
  const vendor = vendorNames[task.login];
  const none = "none" in browser ? browser.none : undefined;
  return [
    none === undefined
      ? `Log in with ${vendor} on this page, which opens in your browser:`
      : `Open this page in a browser, and log in with ${vendor}:`,
    "",
    url,
    "",
    ...(none === "ssh"
      ? [
          "This is a session over SSH, so no browser is opened, and the page is on this machine alone.",
          `Paste instead: stop with Ctrl-C, and run the command again with --no-browser. Or forward the port: ssh -L ${port}:localhost:${port} …`,
        ]
      : []),
    `Waiting for ${countText(task.timeoutSeconds, "second")}. Ctrl-C stops it, and nothing is written.`,
  ];
}

function portFailure(port: number, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code !== "EADDRINUSE" && code !== "EACCES") return error;
  const why = code === "EADDRINUSE" ? "is in use" : "may not be used by this user";
  return new AuthFailedError({
    code: "port-in-use",
    message: `Port ${port} ${why}. Give another one with --port, or leave it out to take any`,
    link: "https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow",
    exitCode: 1,
  });
}
