import { GraphError } from "./graph-error.ts";

/** 80002: the hourly budget of one Instagram account is used up. */
export function instagramLimit(status: number): GraphError {
  return new GraphError({
    status,
    message:
      "(#80002) There have been too many calls to this Instagram account. Wait a bit and try again. For more info, " +
      "please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.",
    type: "OAuthException",
    code: 80002,
  });
}

/** 80001: the same for a Page. */
export function pageLimit(status: number): GraphError {
  return new GraphError({
    status,
    message:
      "(#80001) There have been too many calls to this Page account. Wait a bit and try again. For more info, " +
      "please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.",
    type: "OAuthException",
    code: 80001,
  });
}

/** 18: the account has queried as many hashtags as it may in seven days. */
export function hashtagLimit(): GraphError {
  return new GraphError({
    status: 400,
    message: "The request could not be completed due to resource limits",
    type: "OAuthException",
    code: 18,
    subcode: 2207034,
  });
}

/** 4: the app as a whole. */
export function applicationLimit(): GraphError {
  return new GraphError({
    status: 403,
    message: "(#4) Application request limit reached",
    type: "OAuthException",
    code: 4,
    isTransient: true,
  });
}
