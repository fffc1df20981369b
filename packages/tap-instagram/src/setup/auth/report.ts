import type { SubcommandRun } from "@tap-instagram/singer";
import { isoInstant } from "../diagnosis/iso-instant.ts";
import { terminalJson, terminalText } from "../diagnosis/terminal-text.ts";
import type { Failure } from "./failure.ts";

/** A login that waits for a person. */
export interface OpenLogin {
  /** What the person opens. */
  readonly url: string;
  readonly authorizeUrl: string;
  readonly redirectUri: string;
  readonly timeoutSeconds: number;
  /** What a person is told about it, a line each; the address has one of them for itself. */
  readonly lines: readonly string[];
}

/** A login that gave a token. */
export interface FinishedLogin {
  readonly login: "facebook" | "instagram";
  readonly config: string;
  readonly expiresAtMs: number | null;
  readonly accounts: readonly { readonly id: string; readonly username: string | null }[];
  /** What a person is told about it, a line each. */
  readonly lines: readonly string[];
}

/** Tells how a login goes: lines of JSON on stdout for scripts, or text on stderr for people. */
export interface AuthReport {
  opened(login: OpenLogin): Promise<void>;
  finished(login: FinishedLogin): Promise<void>;
  failed(failure: Failure): Promise<void>;
}

/** How the flag `--json` wants it. */
export function authReport(
  isJson: boolean,
  { host, print }: Pick<SubcommandRun, "host" | "print">,
): AuthReport {
  return isJson ? jsonReport(print) : textReport((text) => host.stderr.write(text));
}

function jsonReport(print: SubcommandRun["print"]): AuthReport {
  const event = (name: string, values: object) => print(terminalJson({ event: name, ...values }));
  return {
    opened: ({ url, authorizeUrl, redirectUri, timeoutSeconds }) =>
      event("open", {
        url,
        authorize_url: authorizeUrl,
        redirect_uri: redirectUri,
        expires_in: timeoutSeconds,
      }),
    finished: ({ login, config, expiresAtMs, accounts }) =>
      event("done", {
        login,
        config,
        expires_at: isoInstant(expiresAtMs),
        accounts: accounts.map(({ id, username }) => ({ id, username })),
      }),
    failed: ({ code, message, link }) => event("failed", { code, message, link }),
  };
}

/** A failure is told by the command itself, as any other. */
function textReport(write: (text: string) => Promise<void>): AuthReport {
  const lines = (all: readonly string[]) => write(`${all.map(terminalText).join("\n")}\n`);
  return {
    opened: (login) => lines(login.lines),
    finished: (login) => lines(login.lines),
    failed: async () => {},
  };
}
