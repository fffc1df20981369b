import type { PacificCalendar } from "../time/pacific-calendar.ts";
import { sessionTime } from "../time/graph-time.ts";
import { GraphError } from "./graph-error.ts";

const oauth = "OAuthException";

export function noActiveToken(): GraphError {
  return new GraphError({
    status: 400,
    message: "An active access token must be used to query information about the current user.",
    type: oauth,
    code: 2500,
  });
}

export function unparsableToken(): GraphError {
  return new GraphError({
    status: 400,
    message: "Invalid OAuth access token - Cannot parse access token",
    type: oauth,
    code: 190,
  });
}

/** 190/463. */
export function expiredSession(expiresAtMs: number, nowMs: number, calendar: PacificCalendar): GraphError {
  return new GraphError({
    status: 400,
    message:
      `Error validating access token: Session has expired on ${sessionTime(expiresAtMs, calendar)}. ` +
      `The current time is ${sessionTime(nowMs, calendar)}.`,
    type: oauth,
    code: 190,
    subcode: 463,
  });
}

/** 190/458. */
export function appRemoved(userId: string, appId: string): GraphError {
  return new GraphError({
    status: 400,
    message: `Error validating access token: The user ${userId} has not authorized application ${appId}.`,
    type: oauth,
    code: 190,
    subcode: 458,
  });
}

/** 200: the app's owner has to answer an alert in its dashboard. */
export function appBlocked(): GraphError {
  return new GraphError({ status: 400, message: "API access blocked.", type: oauth, code: 200 });
}

/** 200 under HTTP 200: the app was switched off. */
export function appDeactivated(): GraphError {
  return new GraphError({
    status: 200,
    message: "API access deactivated. To reactivate, go to the app dashboard.",
    type: oauth,
    code: 200,
  });
}

/** 3: the app was never allowed to. */
export function appIncapable(): GraphError {
  return new GraphError({
    status: 400,
    message: "(#3) Application does not have the capability to make this API call.",
    type: oauth,
    code: 3,
  });
}

export function proofRequired(): GraphError {
  return new GraphError({
    status: 400,
    message: "API calls from the server require an appsecret_proof argument",
    type: "GraphMethodException",
    code: 100,
  });
}

export function proofInvalid(): GraphError {
  return new GraphError({
    status: 400,
    message: "Invalid appsecret_proof provided in the API argument",
    type: "GraphMethodException",
    code: 100,
  });
}

export function badClientSecret(): GraphError {
  return new GraphError({ status: 400, message: "Error validating client secret.", type: oauth, code: 1 });
}

export function sessionKeyInvalid(): GraphError {
  return new GraphError({ status: 400, message: "Session key invalid", type: oauth, code: 452 });
}

export function tooYoungToRefresh(): GraphError {
  return new GraphError({
    status: 400,
    message: "Access token must be at least 24 hours old to be refreshed",
    type: "IGApiException",
    code: 100,
  });
}
