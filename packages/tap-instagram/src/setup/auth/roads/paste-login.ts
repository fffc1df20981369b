import { authorizeUrl, newLoginState, readRedirect } from "@tap-instagram/core/login";
import { UsageError } from "@tap-instagram/singer";
import type { FinishedLogin } from "../report.ts";
import { timeIsOver, within } from "../within.ts";
import { troubleLines } from "./trouble-lines.ts";
import { vendorNames, type LoginTask } from "./road.ts";
import { timeout } from "./timeout.ts";

/**
 * A login whose address the person copies from the browser: nothing of this machine is called.
 *
 * @throws LoginError, AuthFailedError, UsageError where nothing came; what the work throws.
 */
export async function pasteLogin(redirectUri: string, task: LoginTask): Promise<FinishedLogin> {
  const { login, appId, timeoutSeconds, input, clock, signal } = task;
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
  await task.report.opened({
    url: address,
    authorizeUrl: address,
    redirectUri,
    timeoutSeconds,
    lines: [
      `Open this address in a browser, on any machine, and log in with ${vendorNames[login]}:`,
      "",
      address,
      "",
      `Afterwards the browser goes to ${redirectUri}. That page may show an error: it does not matter.`,
      "Copy its whole address from the address bar, paste it here, and press Enter.",
      ...troubleLines(login, "paste"),
    ],
  });
  const pasted = input.line("Address (not shown): ");
  const line = await within(timeoutSeconds * 1000, clock, signal, pasted);
  if (line === timeIsOver) throw timeout(login, "paste", timeoutSeconds);
  if (line === undefined)
    throw new UsageError("No address came on stdin: paste the one that the browser went to");
  task.hide(secretsIn(line));
  const redirect = readRedirect(line, { login, state, appId, redirectUri });
  if ("error" in redirect) throw redirect.error;
  task.hide([redirect.code]);
  return task.finish({ code: redirect.code, redirectUri });
}

/**
 * The secrets in a pasted line: the values of an address that come after its path, or the whole line if it is not an address.
 * What the vendor says of a refusal is not secret: the person needs it.
 */
function secretsIn(line: string): string[] {
  if (!URL.canParse(line)) return [line];
  const { searchParams, hash } = new URL(line);
  const inHash = new URLSearchParams(hash.slice(1));
  return [...searchParams, ...inHash].flatMap(([name, value]) => {
    return name.startsWith("error") ? [] : [value === "" ? name : value];
  });
}
