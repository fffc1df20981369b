import type { GraphError } from "../../../graph/errors/errors.ts";
import { tokenEnds } from "../../../graph/login/tokens/token-ends.ts";
import { prefixOfToken } from "../../../graph/login/tokens/token-prefix.ts";
import type { TokenReport } from "../../../graph/login/tokens/token-report.ts";
import { answerOf } from "../caller.ts";
import type { DiagnosisContext, TokenKnowledge } from "../context.ts";
import { otherApp, secretWrong } from "../findings/app-findings.ts";
import { generalFinding } from "../findings/failure-finding.ts";
import { instantText } from "../findings/instant-text.ts";
import {
  dataAccessOver,
  endsSoon,
  invalid,
  notProfessional,
  tokenOfApp,
  wrongLogin,
} from "../findings/token-findings.ts";
import { fine, found, type Finding, type Look } from "../step-of.ts";
import { accountRowFields, ownNode } from "./account-rows.ts";

/** Whether the token works, whose it is, and until when. */
export async function lookAtToken(context: DiagnosisContext, knowledge: TokenKnowledge): Promise<Look> {
  const { caller, login, apiVersion, accessToken, namedLogin, signal } = context;
  const prefix = prefixOfToken(accessToken);
  if (prefix === "app") return { steps: [found(tokenOfApp(context), null)], ends: true };
  if (namedLogin !== undefined && (prefix === "facebook" || prefix === "instagram") && prefix !== namedLogin)
    return { steps: [found(wrongLogin(context), null)], ends: true };

  const isFacebook = login === "facebook";
  const fields = isFacebook ? ["id", "name"] : ["user_id", "account_type", ...accountRowFields];
  const asked = `GET /${apiVersion}/me`;
  const me = await answerOf(caller.ask(() => caller.graph.get({ node: "me", params: { fields }, signal })));
  if ("error" in me && isOfPermission(me.error)) {
    // With Instagram Login the basic permission is missing: what that means is told with the account.
    knowledge.meError = me.error;
  } else if ("error" in me) {
    const lookUp = me.error.kind === "auth" ? await reportOn(context) : {};
    knowledge.report = lookUp.report;
    // A wrong proof can come from a wrong secret, or from the token of another app: the lookup tells which.
    const isProof = me.error.reason === "appsecret-proof" && context.hasProof;
    if (isProof && lookUp.finding !== undefined)
      return { steps: [found(lookUp.finding, `${asked}, GET /debug_token`)], ends: true };
    return { steps: [found(refused(me.error, context, lookUp.report), asked)], ends: true };
  } else knowledge.me = isFacebook ? me.answer : ownNode(me.answer);

  if (!isFacebook) {
    const type = knowledge.me?.["account_type"];
    if (typeof type === "string" && /^personal$/i.test(type))
      return { steps: [found(notProfessional(undefined), asked)], ends: true };
    return { steps: [fine("The token works. With Instagram Login, the API does not say until when", asked)] };
  }
  const lookUp = await reportOn(context);
  knowledge.report = lookUp.report;
  if (lookUp.finding !== undefined) return { steps: [found(lookUp.finding, "GET /debug_token")], ends: true };
  if (lookUp.report === undefined) return { steps: [fine(`The token works${lookUp.why ?? ""}`, asked)] };
  return lookOfReport(lookUp.report, context, `${asked}, GET /debug_token`, knowledge);
}

function lookOfReport(
  report: TokenReport,
  context: DiagnosisContext,
  asked: string,
  knowledge: TokenKnowledge,
): Look {
  knowledge.isPage = report.type === "PAGE";
  if (report.scopes.length > 0) knowledge.scopes = report.scopes;
  if (report.appId !== null && report.appId !== context.appId)
    return { steps: [found(otherApp(context.appId, report.appId), asked)], ends: true };
  const { expiresAtMs, dataAccessExpiresAtMs } = report;
  if (dataAccessExpiresAtMs !== null && dataAccessExpiresAtMs <= context.nowMs())
    return { steps: [found(dataAccessOver(dataAccessExpiresAtMs, context), asked)], ends: true };
  const warnings = tokenEnds(report, context.nowMs()).map((end) => found(endsSoon(end, context), asked));
  if (warnings.length > 0) return { steps: warnings };
  const kind = report.type === null ? "" : ` Its type is ${report.type}.`;
  const ends = expiresAtMs === null ? "It does not end." : `It ends on ${instantText(expiresAtMs)}.`;
  const access =
    dataAccessExpiresAtMs === null
      ? ""
      : ` Its access to data ends on ${instantText(dataAccessExpiresAtMs)}.`;
  return { steps: [fine(`The token works.${kind} ${ends}${access}`, asked)] };
}

/** What the app is told about the token; or what is wrong with the app; or why there is neither. */
async function reportOn(
  context: DiagnosisContext,
): Promise<{ report?: TokenReport | undefined; finding?: Finding | undefined; why?: string | undefined }> {
  const { caller, accessToken, appId, signal } = context;
  const { tokens } = caller;
  if (tokens === undefined)
    return { why: ". Until when, only the app could tell: set app_id and app_secret to have it looked up" };
  const reading = await answerOf(caller.ask(() => tokens.debugToken(accessToken, signal)));
  if ("answer" in reading) return { report: reading.answer };
  const { error } = reading;
  if (error.reason === "token-of-other-app") return { finding: otherApp(appId, null) };
  if (error.kind === "auth") return { finding: secretWrong(error, appId) };
  if (error.kind === "transient") return { why: ". Until when could not be looked up" };
  const finding = generalFinding(error, context, undefined);
  return finding === undefined ? { why: ". Until when could not be looked up" } : { finding };
}

function refused(error: GraphError, context: DiagnosisContext, report: TokenReport | undefined): Finding {
  const general = generalFinding(error, context, report);
  if (general !== undefined) return general;
  if (context.login === "instagram" && error.reason === "not-visible") return notProfessional(error);
  return invalid(error, context);
}

function isOfPermission(error: GraphError): boolean {
  return error.kind === "permission" && error.reason === "permission-missing";
}
