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

const revocations: Readonly<Record<string, readonly [subcode: number, message: string]>> = {
  checkpoint: [
    459,
    "You cannot access the app till you log in to www.facebook.com and follow the instructions given.",
  ],
  "password-changed": [
    460,
    "The session has been invalidated because the user changed their password or Facebook has changed the session " +
      "for security reasons.",
  ],
  unconfirmed: [464, "Sessions for the user are not allowed because the user is not a confirmed user."],
  "logged-out": [467, "The session is invalid because the user logged out."],
};

/** 190 with 458, 459, 460, 464 or 467. */
export function revoked(by: string, userId: string, appId: string): GraphError {
  const [subcode, message] = revocations[by] ?? [
    458,
    `The user ${userId} has not authorized application ${appId}.`,
  ];
  return new GraphError({
    status: 400,
    message: `Error validating access token: ${message}`,
    type: oauth,
    code: 190,
    subcode,
  });
}

/** 190: the app's own token, made with a wrong secret. */
export function badSignature(): GraphError {
  return new GraphError({
    status: 400,
    message: "Invalid OAuth access token signature.",
    type: oauth,
    code: 190,
  });
}

/** 100: the token and the app that asks about it do not belong together. */
export function tokenOfOtherApp(): GraphError {
  return new GraphError({
    status: 400,
    message: "(#100) The App_id in the input_token did not match the Viewing App",
    type: oauth,
    code: 100,
  });
}

/** 101: no app has this id. */
export function noSuchApp(): GraphError {
  return new GraphError({
    status: 400,
    message: "Error validating application. Cannot get application info due to a system error.",
    type: oauth,
    code: 101,
  });
}

type BadCode = "unknown" | "expired" | "redirect" | "used";

/** Why a code gives no token, as Facebook says it. */
const badCodes: Readonly<Record<BadCode, { subcode: number; message: string }>> = {
  unknown: { subcode: 36_007, message: "Invalid verification code format." },
  expired: { subcode: 36_007, message: "This authorization code has expired." },
  redirect: {
    subcode: 36_008,
    message:
      "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in " +
      "the OAuth dialog request",
  },
  used: { subcode: 36_009, message: "This authorization code has been used." },
};

/** 100 with 36007, 36008 or 36009: an authorization code that gives no token. */
export function badCode(why: BadCode): GraphError {
  return new GraphError({ status: 400, type: oauth, code: 100, ...badCodes[why] });
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
