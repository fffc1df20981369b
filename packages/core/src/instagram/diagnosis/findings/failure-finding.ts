import type { GraphError } from "../../../graph/errors/errors.ts";
import type { TokenReport } from "../../../graph/login/tokens/token-report.ts";
import type { DiagnosisContext } from "../context.ts";
import type { Finding } from "../step-of.ts";
import { unreachable } from "./api-findings.ts";
import { appBlocked, appNotReady, secretMissing, secretWrong } from "./app-findings.ts";
import { quotaExhausted } from "./quota-findings.ts";
import { checkpoint, dataAccessOver, expired, invalid, revoked } from "./token-findings.ts";

/** What a refusal says about the network, the quota, the app or the token; `undefined` when its cause is the request. */
export function generalFinding(
  error: GraphError,
  context: DiagnosisContext,
  report: TokenReport | undefined,
): Finding | undefined {
  if (error.kind === "quota-exhausted" || error.kind === "rate-limit")
    return quotaExhausted(context.caller.regainMs);
  if (error.kind === "transient" || error.kind === "too-much-data") return unreachable(error);
  if (error.reason === "app-blocked" || error.reason === "app-lacks-capability") return appBlocked(error);
  if (error.reason === "app-in-development" || error.reason === "app-not-reviewed") return appNotReady(error);
  return error.kind === "auth" ? tokenFinding(error, context, report) : undefined;
}

function tokenFinding(
  error: GraphError,
  context: DiagnosisContext,
  report: TokenReport | undefined,
): Finding {
  const accessEndedAtMs = report?.dataAccessExpiresAtMs ?? null;
  switch (error.reason) {
    case "expired":
      return expired(error, report, context);
    case "app-removed":
    case "password-changed":
    case "logged-out":
      return revoked(error, context);
    case "checkpoint":
    case "unconfirmed":
      return checkpoint(error, context);
    case "appsecret-proof":
      return context.hasProof ? secretWrong(error, context.appId) : secretMissing();
    default:
      return report?.isValid === true && accessEndedAtMs !== null && accessEndedAtMs <= context.nowMs()
        ? dataAccessOver(accessEndedAtMs, context)
        : invalid(error, context);
  }
}
