import type { GraphErrorDetails } from "../errors/graph-error.ts";
import type { GraphErrorFault } from "./fault-rule.ts";

interface Usual {
  readonly message: string;
  /** Default 400. */
  readonly status?: number | undefined;
  readonly isTransient?: boolean | undefined;
  /** Default OAuthException. */
  readonly type?: string | undefined;
}

function tooManyCalls(code: number, subject: string): Usual {
  return {
    message:
      `(#${code}) There have been too many calls to this ${subject}. Wait a bit and try again. For more info, ` +
      "please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.",
  };
}

/** What an error code usually comes with. */
const usualCodes: Readonly<Record<number, Usual>> = {
  1: { status: 500, message: "An unknown error occurred" },
  2: {
    status: 500,
    message:
      "An unexpected error has occurred. Please retry your request later. Service temporarily unavailable",
    isTransient: true,
  },
  3: { message: "(#3) Application does not have the capability to make this API call." },
  4: { status: 403, message: "(#4) Application request limit reached", isTransient: true },
  10: { message: "(#10) Application does not have permission for this action" },
  17: { message: "(#17) User request limit reached" },
  18: { message: "(#18) The request could not be completed due to resource limits" },
  32: { message: "(#32) Page request limit reached" },
  100: { message: "(#100) Invalid parameter" },
  102: { message: "Session key invalid or no longer valid" },
  104: { message: "(#104) Requires valid signature" },
  190: { message: "Invalid OAuth access token - Cannot parse access token" },
  200: { status: 403, message: "(#200) Missing Permissions" },
  341: { message: "(#341) Application limit reached" },
  368: { message: "(#368) The action attempted has been deemed abusive or is otherwise disallowed" },
  613: { message: "(#613) Calls to this api have exceeded the rate limit." },
  803: { status: 404, message: "(#803) Some of the aliases you requested do not exist" },
  960: {
    status: 500,
    message:
      "Request aborted. This could happen if a dependent request failed or the entire request timed out.",
    type: "FacebookApiException",
  },
  2500: { message: "An active access token must be used to query information about the current user." },
  9005: { message: "Video content was not found." },
  36104: {
    message:
      "(#36104) You do not have permission to access this field outside of the Business Discovery API.",
  },
  80001: tooManyCalls(80001, "Page account"),
  80002: tooManyCalls(80002, "Instagram account"),
};

const sessions = "Error validating access token:";

/** The same for a code with a subcode. */
const usualSubcodes: Readonly<Record<number, Readonly<Record<number, Usual>>>> = {
  [-1]: { 2207086: { message: "Fatal" } },
  1: {
    99: {
      status: 500,
      message: "Please reduce the amount of data you're asking for, then retry your request",
    },
  },
  18: {
    2207034: { message: "The request could not be completed due to resource limits" },
  },
  100: {
    33: {
      message:
        "Unsupported get request. Object with ID '0' does not exist, cannot be loaded due to missing permissions, or " +
        "does not support this operation. Please read the Graph API documentation at " +
        "https://developers.facebook.com/docs/graph-api",
      type: "GraphMethodException",
    },
    2108006: { message: "Invalid parameter", isTransient: false },
  },
  190: {
    458: { message: `${sessions} The user has not authorized application.` },
    459: { message: `${sessions} You cannot access the app till you log in to www.facebook.com.` },
    460: {
      message:
        `${sessions} The session has been invalidated because the user changed their password or Facebook has changed ` +
        "the session for security reasons.",
    },
    463: { message: `${sessions} Session has expired.` },
    464: {
      message: `${sessions} Sessions for the user are not allowed because the user is not a confirmed user.`,
    },
    467: { message: `${sessions} The session is invalid because the user logged out.` },
    492: { message: `${sessions} The user must be an administrator, editor, or moderator of the page.` },
  },
};

/** The whole error that a shorthand means. */
export function errorOf(fault: GraphErrorFault): GraphErrorDetails {
  const { code, subcode } = fault;
  const ofSubcode = subcode === undefined ? undefined : usualSubcodes[code]?.[subcode];
  const usual = ofSubcode ?? usualCodes[code] ?? { message: `(#${code}) An error occurred` };
  return {
    status: fault.status ?? usual.status ?? 400,
    message: fault.message ?? usual.message,
    type: fault.type ?? usual.type ?? "OAuthException",
    code,
    subcode,
    isTransient: fault.isTransient ?? usual.isTransient,
  };
}
