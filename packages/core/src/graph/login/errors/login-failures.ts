import { GraphError, type GraphErrorReason } from "../../errors/errors.ts";
import type { GraphErrorKind } from "../../errors/table/error-rule.ts";
import type { GraphHost } from "../../hosts.ts";
import { loginAdvice, type LoginAdvice } from "./login-advice.ts";
import { LoginError, type LoginErrorCode } from "./login-error.ts";

/** What a login client does, as its errors call it. */
const deeds = {
  exchangeCode: "exchange the code for a token",
  exchangeToken: "exchange the token for a long-lived one",
  refreshToken: "renew the token",
};

/** What was tried when it failed. */
export interface LoginAttempt {
  deed: keyof typeof deeds;
  login: GraphHost;
  appId?: string | undefined;
  redirectUri?: string | undefined;
}

/** Reasons of the error table that say what is wrong with a login. */
const codeOfReason: ReadonlyMap<GraphErrorReason, LoginErrorCode> = new Map<GraphErrorReason, LoginErrorCode>(
  [
    ["app-secret-wrong", "app-secret-wrong"],
    ["app-id-wrong", "app-id-wrong"],
    ["redirect-wrong", "redirect-wrong"],
    ["code-used", "code-used"],
    ["code-expired", "code-expired"],
  ],
);

const renewal = "https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token";

/** Failures of the way to the API, and of its quota: what was asked may be right. */
const isOfTheWay: ReadonlySet<GraphErrorKind> = new Set(["transient", "rate-limit", "quota-exhausted"]);

/** The failure of a login, where the API refused it; everything else as it is. */
export function describedAsLogin(error: unknown, attempt: LoginAttempt): unknown {
  if (!(error instanceof GraphError) || isOfTheWay.has(error.kind)) return error;
  const { login, deed } = attempt;
  const code = codeOf(error, login);
  const advice = adviceOn(error, code, attempt);
  const found = `${error.apiMessage ?? error.message}${codesOf(error)}`;
  return new LoginError(`Cannot ${deeds[deed]}: ${found}. ${advice.hint}`, {
    code,
    login,
    ...advice,
    cause: error,
  });
}

function adviceOn(error: GraphError, code: LoginErrorCode, attempt: LoginAttempt): LoginAdvice {
  const advice = loginAdvice(code, attempt);
  if (codeOfReason.has(error.reason)) return advice;
  if (code === "refused" && attempt.deed === "refreshToken" && attempt.login === "instagram") {
    return { hint: "A token can be renewed when it is a day old and has not ended", docsUrl: renewal };
  }
  return { hint: error.hint ?? advice.hint, docsUrl: error.docsUrl ?? advice.docsUrl };
}

function codesOf({ code, subcode }: GraphError): string {
  const codes = [code, subcode].filter((one) => one !== undefined).join("/");
  return codes === "" ? "" : ` (code ${codes})`;
}

function codeOf(error: GraphError, login: GraphHost): LoginErrorCode {
  const code = codeOfReason.get(error.reason);
  // Instagram answers a wrong secret with the sentence about the redirect URL.
  if (code === "redirect-wrong" && login === "instagram") return "redirect-or-secret-wrong";
  if (code !== undefined) return code;
  return error.kind === "auth" && error.reason !== "already-long-lived" ? "token-invalid" : "refused";
}
