import type { GraphHost } from "../../hosts.ts";
import { redactTokenShapes } from "../../redact/token-shapes.ts";
import { loginAdvice } from "../errors/login-advice.ts";
import { LoginError, type LoginErrorCode } from "../errors/login-error.ts";
import { isSameState } from "./login-state.ts";

/** The login that the browser comes back from. */
export interface ExpectedRedirect {
  login: GraphHost;
  /** What the login page was given. */
  state: string;
  /** For the advice in errors. */
  appId?: string | undefined;
  redirectUri?: string | undefined;
}

/** What the browser came back with: a code to exchange, or why there is none. */
export type Redirect = { code: string } | { error: LoginError };

/**
 * Reads the address that the browser was sent to after a login: whole, as a person copies it, or the path and query of
 * a request. What the vendor appends (`#_=_`, `#_`) is left out. The state is checked first: an address without the
 * right one ends no login. Only a denial by Instagram is taken without a state, because Instagram repeats none.
 *
 * @example
 * ```ts
 * import { readRedirect } from "@tap-instagram/core/login";
 *
 * const address = "http://localhost:4567/callback?code=AQB…&state=9f86d081#_=_";
 * const redirect = readRedirect(address, { login: "facebook", state: "9f86d081" });
 * if ("code" in redirect) console.log(redirect.code); // AQB…
 * else console.error(redirect.error.code, redirect.error.message);
 * ```
 */
export function readRedirect(address: string, expected: ExpectedRedirect): Redirect {
  const answer = parametersOf(address);
  const code = answer.get("code") ?? "";
  const denial = answer.get("error");
  const state = answer.get("state") ?? "";
  const isUnsigned = state === "" && denial === "access_denied" && expected.login === "instagram";
  if (!isUnsigned && (state === "" || !isSameState(expected.state, state))) {
    const found = state === "" ? "it holds no state" : "its state is that of another login";
    return failed("state-wrong", `Cannot use this address: ${found}`, expected);
  }
  if (code !== "") return { code };
  const words = wordsOf(answer);
  if (denial === "access_denied") return failed("denied", `The login was denied${words}`, expected);
  return failed("refused", `The login page gave no code${words}`, expected);
}

function failed(code: LoginErrorCode, what: string, expected: ExpectedRedirect): Redirect {
  const advice = loginAdvice(code, expected);
  return { error: new LoginError(`${what}. ${advice.hint}`, { code, login: expected.login, ...advice }) };
}

function parametersOf(address: string): URLSearchParams {
  const text = address.trim().replaceAll(/^["'<]+|[>"']+$/g, "");
  const [beforeFragment = ""] = text.split("#", 1);
  const queryStart = beforeFragment.indexOf("?");
  return new URLSearchParams(queryStart === -1 ? beforeFragment : beforeFragment.slice(queryStart));
}

/** How the vendor explains itself, made fit for a terminal: anyone can write such an address. */
function wordsOf(answer: URLSearchParams): string {
  const words = [
    answer.get("error_description") ?? answer.get("error_message"),
    answer.get("error_reason"),
    answer.get("error_code") === null ? null : `code ${answer.get("error_code")}`,
  ].filter((word) => word !== null && word !== "");
  const text = redactTokenShapes(words.join(", ")).replaceAll(/\p{C}/gu, " ").slice(0, 300);
  return text === "" ? "" : `: ${text}`;
}
