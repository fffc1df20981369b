import { apiVersions } from "../../../graph/versions/api-versions.ts";
import { versionNamed } from "../../../graph/versions/version-named.ts";
import type { GraphError } from "../../../graph/errors/errors.ts";
import { node } from "../../../graph/envelope.ts";
import { answerOf } from "../caller.ts";
import type { DiagnosisContext } from "../context.ts";
import { unreachable, versionEndsSoon, versionRetired, versionUnknown } from "../findings/api-findings.ts";
import { quotaExhausted } from "../findings/quota-findings.ts";
import { fine, found, type Look } from "../step-of.ts";
import { dayMs } from "../../../graph/durations.ts";

const warningDays = 60;

/** Whether the API answers, and knows the version: asked without a token, which costs no quota. */
export async function lookAtApi(context: DiagnosisContext): Promise<Look> {
  const { caller, apiVersion, signal } = context;
  const asked = `GET /${apiVersion}/me without a token`;
  const reading = await answerOf(
    caller.ask(() =>
      caller.graph.send(
        { method: "GET", node: "me", params: {}, budget: "app", quotaCalls: 1, authorized: false },
        node,
        signal,
      ),
    ),
  );
  if ("error" in reading) {
    const { error } = reading;
    if (error.kind === "quota-exhausted")
      return { steps: [found(quotaExhausted(caller.regainMs), asked)], ends: true };
    if (error.kind === "transient" || error.code === undefined)
      return { steps: [found(unreachable(error), asked)], ends: true };
    if (isUnknownVersion(error, apiVersion)) {
      const known = apiVersions
        .filter(({ endsOn }) => endsOn === undefined || Date.parse(endsOn) > context.nowMs())
        .map(({ name }) => name);
      return { steps: [found(versionUnknown(apiVersion, known), asked)], ends: true };
    }
  }
  const served = caller.servedVersion;
  const known = versionNamed(apiVersion);
  const ends = typeof known === "object" ? known.endsOn : undefined;
  const daysLeft = ends === undefined ? Infinity : (Date.parse(ends) - context.nowMs()) / dayMs;
  const isServedByAnother = served !== undefined && served !== apiVersion;
  if (known === "ended" || daysLeft <= 0 || isServedByAnother) {
    const another = isServedByAnother ? served : undefined;
    return { steps: [found(versionRetired(apiVersion, daysLeft <= 0 ? ends : undefined, another), asked)] };
  }
  if (ends !== undefined && daysLeft <= warningDays)
    return { steps: [found(versionEndsSoon(apiVersion, ends), asked)] };
  return { steps: [fine(`The API answers, and has the version ${apiVersion}`, asked)] };
}

/**
 * Facebook's host names the path that it does not know. What Instagram's host says is unproven: its general refusal
 * counts where Meta lists no such version either.
 */
function isUnknownVersion(error: GraphError, apiVersion: string): boolean {
  if (error.reason === "unknown-path") return true;
  return error.reason === "not-visible" && versionNamed(apiVersion) === "not-known";
}
