import type { GraphErrorDetails } from "../errors/graph-error.ts";
import type { GraphErrorFault } from "./fault-rule.ts";

type Usual = readonly [status: number, message: string, isTransient?: boolean | undefined, type?: string];

/** What an error code usually comes with. */
const usualCodes: Readonly<Record<number, Usual>> = {
  1: [500, "An unknown error occurred"],
  2: [
    500,
    "An unexpected error has occurred. Please retry your request later. Service temporarily unavailable",
    true,
  ],
  4: [403, "(#4) Application request limit reached", true],
  10: [400, "(#10) Application does not have permission for this action"],
  17: [400, "(#17) User request limit reached"],
  32: [400, "(#32) Page request limit reached"],
  100: [400, "(#100) Invalid parameter"],
  102: [400, "Session key invalid or no longer valid"],
  190: [400, "Invalid OAuth access token - Cannot parse access token"],
  200: [403, "(#200) Missing Permissions"],
  341: [400, "(#341) Application limit reached"],
  368: [400, "(#368) The action attempted has been deemed abusive or is otherwise disallowed"],
  613: [400, "(#613) Calls to this api have exceeded the rate limit."],
  803: [404, "(#803) Some of the aliases you requested do not exist"],
  960: [
    500,
    "Request aborted. This could happen if a dependent request failed or the entire request timed out.",
    undefined,
    "FacebookApiException",
  ],
  80002: [
    400,
    "(#80002) There have been too many calls to this Instagram account. Wait a bit and try again. For more info, " +
      "please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.",
  ],
};

const bySubcode: Readonly<Record<string, Usual>> = {
  "1/99": [500, "Please reduce the amount of data you're asking for, then retry your request"],
  "100/33": [
    400,
    "Unsupported get request. Object with ID '0' does not exist, cannot be loaded due to missing permissions, or " +
      "does not support this operation. Please read the Graph API documentation at " +
      "https://developers.facebook.com/docs/graph-api",
    undefined,
    "GraphMethodException",
  ],
  "-1/2207086": [400, "Fatal"],
};

/** The whole error a shorthand stands for. */
export function errorOf(fault: GraphErrorFault): GraphErrorDetails {
  const usual = bySubcode[`${fault.code}/${fault.subcode ?? ""}`] ?? usualCodes[fault.code];
  const [status, message, isTransient, type] = usual ?? [400, `(#${fault.code}) An error occurred`];
  const transient = fault.isTransient ?? isTransient;
  return {
    status: fault.status ?? status,
    message: fault.message ?? message,
    type: fault.type ?? type ?? "OAuthException",
    code: fault.code,
    ...(fault.subcode === undefined ? {} : { subcode: fault.subcode }),
    ...(transient === undefined ? {} : { isTransient: transient }),
  };
}
