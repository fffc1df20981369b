import type { GraphHost } from "../../hosts.ts";

/** Why a login gave no token. `refused` is everything that has no code of its own. */
export type LoginErrorCode =
  | "denied"
  | "state-wrong"
  | "app-secret-wrong"
  | "app-id-wrong"
  | "redirect-wrong"
  | "redirect-or-secret-wrong"
  | "code-used"
  | "code-expired"
  | "token-invalid"
  | "refused";

/** What is known about a login that failed. Every text in it is already free of secrets. */
export interface LoginErrorDetails {
  code: LoginErrorCode;
  login: GraphHost;
  /** What to do about it, with the way to click. */
  hint: string;
  /** The vendor's page where it is done, or read about. */
  docsUrl: string;
  cause?: unknown;
}

/**
 * A login, an exchange or a renewal that gave no token: asking again as it is would give none either. Branch on `code`.
 * Failures that pass by themselves are `GraphError`s.
 *
 * @example
 * ```ts
 * import { createLoginClient, LoginError } from "@tap-instagram/core/login";
 *
 * const app = { appId: "1234567890", appSecret: "…" };
 * const client = createLoginClient({ login: "facebook", app });
 * try {
 *   await client.exchangeCode({ code: "AQB…", redirectUri: "http://localhost:4567/callback" });
 * } catch (error) {
 *   if (!(error instanceof LoginError)) throw error;
 *   console.error(error.code, error.message, error.docsUrl); // code-used Cannot exchange the code …
 * }
 * ```
 */
export class LoginError extends Error {
  override readonly name = "LoginError";
  readonly code: LoginErrorCode;
  readonly login: GraphHost;
  readonly hint: string;
  readonly docsUrl: string;

  constructor(message: string, details: LoginErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.login = details.login;
    this.hint = details.hint;
    this.docsUrl = details.docsUrl;
  }
}
