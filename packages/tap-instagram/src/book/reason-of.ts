import { PermissionError, type GraphError, type GraphErrorReason } from "@tap-instagram/core";
import { reasons, type Reason } from "./reasons.ts";
import type { Lack, Refusal, Thing } from "./thing.ts";

/** Reasons that the API gives in words of its own for one object. */
const ownReasons: { readonly [reason in GraphErrorReason]?: Reason } = {
  "before-conversion": "before-conversion",
  "too-few-viewers": "too-few-viewers",
  "no-answer": "no-answer",
  "given-up": "no-answer",
  // It names no metric: that everything is refused alike is a failure, and not how a kind of post is.
  fatal: "refused",
};

const byKind: { readonly [kind in GraphError["kind"]]: Reason } = {
  transient: "failed",
  "too-much-data": "failed",
  "rate-limit": "quota",
  "quota-exhausted": "quota",
  auth: "permission",
  permission: "permission",
  "not-found": "not-visible",
  "no-insights": "refused-alone",
  "refused-name": "refused-name",
  misuse: "refused",
};

/** The reason in the book for what the API answered. */
export function reasonOf({ kind, reason }: GraphError): Reason {
  return (reason === undefined ? undefined : ownReasons[reason]) ?? byKind[kind];
}

/** Why a figure failed although others came. A quota that is used up, and an API that does not answer, are told as such. */
export function reasonOfFailure(error: GraphError): "failed" | "quota" | "no-answer" {
  const reason = reasonOf(error);
  return reason === "quota" || reason === "no-answer" ? reason : "failed";
}

/** The lack of a thing that the API refused, or did not answer. */
export function lackOf(thing: Thing, error: GraphError, reason: Reason = reasonOf(error)): Lack {
  return { thing, reason, refusal: refusalOf(error) };
}

/** What is kept of an error: no request, no cause. */
export function refusalOf(error: GraphError): Refusal {
  const { message, code, subcode, retryAfterMs } = error;
  const permissions =
    error instanceof PermissionError && error.permissions.length > 0 ? error.permissions : undefined;
  return { message, code, subcode, permissions, retryAfterMs };
}

/** As `lackOf`, of a thing that is missing whatever the API's reason is, such as an account that the settings name. */
export function missingOf(thing: Thing, error: GraphError): Lack {
  const reason = reasonOf(error);
  return lackOf(thing, error, reasons[reason].ending === "missing" ? reason : "refused");
}
