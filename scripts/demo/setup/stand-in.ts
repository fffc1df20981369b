import { spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import type { Login } from "../flags.ts";
import { builtCommand, endOf, foreignEnvironment, type ProcessEnd, type Simulator } from "../processes.ts";
import { say } from "../say.ts";

/** A login where no person is: the walk itself is the person. */
interface UnattendedLogin {
  readonly flags: readonly string[];
  readonly appSecret: string;
  readonly simulator: Simulator;
  readonly login: Login;
  readonly cwd: string;
}

/** A line of `auth --json`. */
type AuthEvent =
  | {
      readonly event: "open";
      readonly url: string;
      readonly authorize_url: string;
      readonly redirect_uri: string;
    }
  | {
      readonly event: "done";
      readonly expires_at: string | null;
      readonly accounts: readonly { readonly id: string; readonly username: string | null }[];
    }
  | { readonly event: "failed"; readonly code: string; readonly message: string };

/** What `auth` ends with when the login gave no token. */
const noToken = 3;

/** Logs in as a person does, and tells what that person is asked. */
export async function standIn(task: UnattendedLogin): Promise<ProcessEnd> {
  const { flags, appSecret, cwd } = task;
  say(`$ tap-instagram auth ${flags.join(" ")}`);
  say("  It asks for the secret of the app. Answered: from the variable TAP_INSTAGRAM_APP_SECRET.");
  const child = spawn(process.execPath, [builtCommand("tap-instagram"), "auth", ...flags, "--json"], {
    cwd,
    // In CI auth refuses to wait for a person; here is one.
    env: { ...foreignEnvironment(), TAP_INSTAGRAM_APP_SECRET: appSecret, BROWSER: "none", CI: "" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const end = endOf(child);
  let isRefused = false;
  for await (const line of createInterface(child.stdout)) {
    const event: AuthEvent = JSON.parse(line);
    if (event.event === "done") {
      const names = event.accounts.map(({ id, username }) => username ?? id).join(", ");
      say(`  Logged in, until ${event.expires_at ?? "further notice"}. It reads ${names || "no account"}.`);
    }
    if (event.event !== "open") continue;
    const pasted = await visit(event, task);
    if (pasted === "refused") {
      isRefused = true;
      child.kill();
    } else if (pasted !== undefined) child.stdin.write(`${pasted}\n`);
  }
  // As a login does that nobody finishes in time.
  return isRefused ? noToken : end;
}

/** Does what a person does with a browser; gives the address that this person pastes, if there is one. */
async function visit(
  { url, authorize_url: page, redirect_uri: redirectUri }: Extract<AuthEvent, { event: "open" }>,
  task: UnattendedLogin,
): Promise<string | undefined> {
  const isPasted = url === page;
  say(
    isPasted
      ? "  It prints the address of the login page, and waits for the address that the browser goes to afterwards."
      : `  It opens ${url} in a browser. Answered: Continue.`,
  );
  const answer = await fetch(page, { method: "POST", body: consentOn(page, task), redirect: "manual" });
  const back = answer.headers.get("location");
  if (back === null) {
    say(`  The login page refuses, and nothing comes back. It shows: ${textOf(await answer.text())}`);
    say("  At a terminal, auth says beforehand what to do then.");
    return "refused";
  }
  say("  The login page asks for the permissions and the accounts. Answered: all of them, allowed.");
  if (isPasted) {
    say(`  The browser goes to ${redirectUri}. Answered: its whole address, pasted (not shown).`);
    return back;
  }
  await fetch(back);
  return undefined;
}

/** Everything ticked, and allowed. */
function consentOn(page: string, { simulator, login }: UnattendedLogin): URLSearchParams {
  const form = new URLSearchParams(new URL(page).searchParams);
  for (const scope of form.get("scope")?.split(",") ?? []) form.set(`scope:${scope}`, "on");
  for (const { id, pageId, reachableBy } of simulator.accounts) {
    if (pageId !== null) form.set(`page:${pageId}`, "on");
    if (login === "instagram" && reachableBy.instagram && !form.has("account")) form.set("account", id);
  }
  form.set("decision", "allow");
  return form;
}

/** What a person reads on a page. */
function textOf(html: string): string {
  return html
    .replace(/<head>.*<\/head>/s, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}
