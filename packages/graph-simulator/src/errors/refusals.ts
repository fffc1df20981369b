import type { InsightBehaviour } from "../behaviour/insights.ts";
import { GraphError } from "./graph-error.ts";
import { notPermitted, notThere, somethingUnknown, tooFewViewers } from "./translations.ts";

const oauth = "OAuthException";

/** Code 100: the parameters of this request will never do. */
export function invalidParameter(text: string): GraphError {
  return new GraphError({ status: 400, message: `(#100) ${text}`, type: oauth, code: 100 });
}

/** A breakdown that a metric does not have, by name or in general words. */
export function incompatibleBreakdowns(
  breakdowns: string,
  metrics: string,
  behaviour: Pick<InsightBehaviour, "incompatibleBreakdowns">,
): GraphError {
  return behaviour.incompatibleBreakdowns === "named"
    ? invalidParameter(`Incompatible breakdowns (${breakdowns}) for metric (${metrics})`)
    : invalidParameter("An unknown error has occurred");
}

export function nonexistingField(field: string, typeName: string | undefined): GraphError {
  const place = typeName === undefined ? "" : ` on node type (${typeName})`;
  return invalidParameter(`Tried accessing nonexisting field (${field})${place}`);
}

export function syntaxError(reason: string, position: number, text: string): GraphError {
  const message = `Syntax error "${reason}" at character ${position}: ${text}`;
  return new GraphError({ status: 400, message, type: oauth, code: 2500 });
}

export function unknownPath(path: string): GraphError {
  return new GraphError({
    status: 400,
    message: `Unknown path components: ${path}`,
    type: oauth,
    code: 2500,
  });
}

/** 100/33: deleted, foreign, or the method is not for it. */
export function noSuchObject(id: string, method = "get"): GraphError {
  return new GraphError({
    status: 400,
    message:
      `Unsupported ${method} request. Object with ID '${id}' does not exist, cannot be loaded due to missing ` +
      "permissions, or does not support this operation. Please read the Graph API documentation at " +
      "https://developers.facebook.com/docs/graph-api",
    translations: notThere,
    type: "GraphMethodException",
    code: 100,
    subcode: 33,
  });
}

/** graph.instagram.com's answer to a path, id or method it does not know. */
export function unsupportedRequest(method: string): GraphError {
  return new GraphError({
    status: 400,
    message: `Unsupported request - method type: ${method.toLowerCase()}`,
    type: "IGApiException",
    code: 100,
  });
}

export function noSuchAlias(id: string): GraphError {
  return new GraphError({
    status: 404,
    message: `(#803) Some of the aliases you requested do not exist: ${id}`,
    type: oauth,
    code: 803,
  });
}

export function permissionDenied(): GraphError {
  return new GraphError({
    status: 400,
    message: "(#10) Application does not have permission for this action",
    translations: notPermitted,
    type: oauth,
    code: 10,
  });
}

export function missingPermission(scope: string): GraphError {
  return new GraphError({
    status: 403,
    message: `(#200) Requires ${scope} permission to manage the object`,
    type: oauth,
    code: 200,
  });
}

/** The permission is missing for the call as a whole; nothing says which. */
export function missingPermissions(): GraphError {
  return new GraphError({ status: 403, message: "(#200) Missing Permissions", type: oauth, code: 200 });
}

/** What `me/businesses` answers without business_management. */
export function missingBusinessPermission(): GraphError {
  return invalidParameter("Missing Permission");
}

export function notEnoughViewers(): GraphError {
  return new GraphError({
    status: 400,
    message: "(#10) Not enough viewers for the media to show insights",
    translations: tooFewViewers,
    type: oauth,
    code: 10,
  });
}

/** -1/2207086: names nothing and kills the whole call. */
export function fatal(): GraphError {
  return new GraphError({ status: 400, message: "Fatal", type: oauth, code: -1, subcode: 2207086 });
}

export function unknownError(): GraphError {
  return new GraphError({
    status: 500,
    message: "An unknown error occurred",
    translations: somethingUnknown,
    type: oauth,
    code: 1,
    isTransient: false,
  });
}

export function tooMuchData(): GraphError {
  return new GraphError({
    status: 500,
    message: "Please reduce the amount of data you're asking for, then retry your request",
    type: oauth,
    code: 1,
    subcode: 99,
  });
}

/** 960: an item of a batch that had no time left. */
export function requestAborted(): GraphError {
  return new GraphError({
    status: 500,
    message:
      "Request aborted. This could happen if a dependent request failed or the entire request timed out.",
    type: "FacebookApiException",
    code: 960,
  });
}

export function businessDiscoveryOnly(): GraphError {
  return new GraphError({
    status: 400,
    message:
      "(#36104) You do not have permission to access this field outside of the Business Discovery API.",
    type: oauth,
    code: 36104,
  });
}

export function noVideoContent(): GraphError {
  return new GraphError({
    status: 400,
    message: "Video content was not found.",
    type: oauth,
    code: 9005,
    subcode: 1452042,
  });
}

/** 24/2207024: a word without a hashtag, or one that Instagram does not show. */
export function resourceMissing(): GraphError {
  return new GraphError({
    status: 400,
    message: "The requested resource does not exist",
    type: oauth,
    code: 24,
    subcode: 2207024,
  });
}

export function invalidUserId(): GraphError {
  return new GraphError({
    status: 400,
    message: "Invalid user id",
    type: oauth,
    code: 110,
    subcode: 2207013,
  });
}
