import { ManualClock } from "test-tools/clock";
import { describe, expect, test } from "vitest";
import { scriptedServer } from "../../../test/scripted-server.ts";
import { createGraphClient } from "../client.ts";
import * as errors from "./errors.ts";
import { RefusedNameError, type GraphError, type GraphErrorReason } from "./errors.ts";
import { errorTable } from "./table/error-table.ts";

interface Refusal {
  what: string;
  status: number;
  error: { [field: string]: unknown };
  kind: GraphError["kind"];
  reason: GraphErrorReason;
  names?: string[] | undefined;
  params?: { metric: string } | undefined;
  edge?: string | undefined;
}

const metrics = "reach,wat,saved";

const refusals: Refusal[] = [
  {
    what: "a session that has ended",
    status: 400,
    error: { code: 190, error_subcode: 467, message: "The session is invalid because the user logged out." },
    kind: "auth",
    reason: "logged-out",
  },
  {
    what: "an app that Meta has blocked",
    status: 400,
    error: { code: 200, message: "API access blocked." },
    kind: "auth",
    reason: "app-blocked",
  },
  {
    what: "an app that Meta has switched off",
    status: 200,
    error: { code: 200, message: "API access deactivated. To reactivate, go to the app dashboard." },
    kind: "auth",
    reason: "app-blocked",
  },
  {
    what: "an app that somebody has deleted",
    status: 400,
    error: { code: 190, message: "Error validating application. Application has been deleted." },
    kind: "auth",
    reason: "app-blocked",
  },
  {
    what: "an app that was not used for long",
    status: 400,
    error: {
      code: 200,
      message:
        "(#200) Access to this data is temporarily disabled for non-active apps or apps that have not recently accessed this data",
    },
    kind: "auth",
    reason: "app-blocked",
  },
  {
    what: "an app without the capability",
    status: 400,
    error: { code: 3, message: "(#3) Application does not have the capability to make this API call." },
    kind: "permission",
    reason: "app-lacks-capability",
  },
  {
    what: "a feature that waits for its review",
    status: 400,
    error: {
      code: 10,
      message:
        "(#10) To use 'Instagram Public Content Access', your use of this endpoint must be reviewed and approved by Facebook.",
    },
    kind: "permission",
    reason: "app-not-reviewed",
  },
  {
    what: "an app in development",
    status: 400,
    error: { code: 200, message: "(#200) App is in Development mode, and the user has no role in it" },
    kind: "permission",
    reason: "app-in-development",
  },
  {
    what: "a wrong app secret, under the code of what passes by itself",
    status: 400,
    error: { code: 1, message: "Error validating client secret." },
    kind: "auth",
    reason: "app-secret-wrong",
  },
  {
    what: "an app that does not exist",
    status: 400,
    error: {
      code: 101,
      message: "Error validating application. Cannot get application info due to a system error.",
    },
    kind: "auth",
    reason: "app-id-wrong",
  },
  {
    what: "a token of another app",
    status: 400,
    error: { code: 100, message: "(#100) The App_id in the input_token did not match the Viewing App" },
    kind: "auth",
    reason: "token-of-other-app",
  },
  {
    what: "a signature of another app",
    status: 400,
    error: { code: 190, message: "Invalid OAuth access token signature." },
    kind: "auth",
    reason: "signature",
  },
  {
    what: "a token that is long-lived already",
    status: 400,
    error: { code: 452, message: "Session key invalid" },
    kind: "auth",
    reason: "already-long-lived",
  },
  {
    what: "businesses that the token may not list",
    status: 400,
    error: { code: 100, message: "(#100) Missing Permission" },
    kind: "permission",
    reason: "permission-missing",
  },
  {
    what: "unknown trouble",
    status: 500,
    error: { code: 1, message: "An unknown error occurred" },
    kind: "transient",
    reason: "server",
  },
  {
    what: "an answer too heavy",
    status: 500,
    error: {
      code: 1,
      message: "Please reduce the amount of data you're asking for, then retry your request",
    },
    kind: "too-much-data",
    reason: "too-much-data",
  },
  {
    what: "an answer too heavy, said to the user",
    status: 500,
    error: {
      code: 1,
      error_subcode: 99,
      message: "Unknown",
      error_user_msg: "Please reduce the amount of data you're asking for, then retry your request",
    },
    kind: "too-much-data",
    reason: "too-much-data",
  },
  {
    what: "a service that is down",
    status: 503,
    error: { code: 2, message: "Service temporarily unavailable" },
    kind: "transient",
    reason: "server",
  },
  {
    what: "an aborted request",
    status: 500,
    error: {
      code: 960,
      type: "FacebookApiException",
      message:
        "Request aborted. This could happen if a dependent request failed or the entire request timed out.",
    },
    kind: "transient",
    reason: "server",
  },
  {
    what: "anything said to be passing",
    status: 400,
    error: { code: 12345, is_transient: true, message: "Try later" },
    kind: "transient",
    reason: "server",
  },
  {
    what: "the app's quota",
    status: 403,
    error: {
      code: 4,
      error_subcode: 1349210,
      is_transient: true,
      message: "(#4) Application request limit reached",
    },
    kind: "rate-limit",
    reason: "app-quota",
  },
  {
    what: "a blocked action",
    status: 403,
    error: { code: 4, error_subcode: 2207051, message: "Action is blocked" },
    kind: "permission",
    reason: "action-blocked",
  },
  {
    what: "the user's quota",
    status: 400,
    error: { code: 17, error_subcode: 2446079, message: "User request limit reached" },
    kind: "rate-limit",
    reason: "user-quota",
  },
  {
    what: "a page's quota",
    status: 403,
    error: { code: 32, message: "(#32) Page request limit reached" },
    kind: "rate-limit",
    reason: "page-quota",
  },
  {
    what: "a custom quota",
    status: 403,
    error: { code: 613, error_subcode: 1996, message: "Calls to this api have exceeded the rate limit." },
    kind: "rate-limit",
    reason: "custom-quota",
  },
  {
    what: "Instagram's quota",
    status: 400,
    error: {
      code: 80002,
      message: "(#80002) There have been too many calls to this Instagram account. Wait a bit and try again.",
    },
    kind: "rate-limit",
    reason: "account-quota",
  },
  {
    what: "another business quota",
    status: 400,
    error: { code: 80001, message: "There have been too many calls to this Page account." },
    kind: "rate-limit",
    reason: "business-quota",
  },
  {
    what: "a list that was read too often for a day",
    status: 403,
    error: { code: 4, message: "(#4) Application request limit reached" },
    edge: "collaboration_invites",
    kind: "quota-exhausted",
    reason: "account-quota",
  },
  {
    what: "the hashtag quota",
    status: 400,
    error: { code: 18, error_subcode: 2207034, message: "could not be completed due to resource limits" },
    kind: "quota-exhausted",
    reason: "hashtag-quota",
  },
  {
    what: "a word without a hashtag",
    status: 400,
    error: { code: 24, error_subcode: 2207024, message: "The requested resource does not exist" },
    kind: "not-found",
    reason: "no-such-hashtag",
  },
  {
    what: "a policy block",
    status: 403,
    error: { code: 368, message: "The action attempted has been deemed abusive or is otherwise disallowed" },
    kind: "rate-limit",
    reason: "policy-block",
  },
  {
    what: "an expired token",
    status: 400,
    error: {
      code: 190,
      error_subcode: 463,
      type: "OAuthException",
      message: "Error validating access token: Session has expired on Wednesday, 02-Sep-26 07:00:00 PDT.",
    },
    kind: "auth",
    reason: "expired",
  },
  {
    what: "a removed app",
    status: 400,
    error: { code: 190, error_subcode: 458, message: "Error validating access token" },
    kind: "auth",
    reason: "app-removed",
  },
  {
    what: "a checkpoint",
    status: 400,
    error: { code: 190, error_subcode: 459, message: "Error validating access token" },
    kind: "auth",
    reason: "checkpoint",
  },
  {
    what: "a changed password",
    status: 400,
    error: { code: 190, error_subcode: 460, message: "Error validating access token" },
    kind: "auth",
    reason: "password-changed",
  },
  {
    what: "an unconfirmed account",
    status: 400,
    error: { code: 190, error_subcode: 464, message: "Error validating access token" },
    kind: "auth",
    reason: "unconfirmed",
  },
  {
    what: "a garbled token",
    status: 401,
    error: { code: 190, message: "Invalid OAuth access token - Cannot parse access token" },
    kind: "auth",
    reason: "invalid",
  },
  {
    what: "a token of the wrong kind",
    status: 400,
    error: { code: 190, message: "(#190) This method must be called with a Page Access Token" },
    kind: "auth",
    reason: "wrong-token-type",
  },
  {
    what: "a lost session",
    status: 401,
    error: { code: 102, message: "Session key invalid" },
    kind: "auth",
    reason: "invalid",
  },
  {
    what: "no token",
    status: 400,
    error: {
      code: 2500,
      message: "An active access token must be used to query information about the current user.",
    },
    kind: "auth",
    reason: "missing",
  },
  {
    what: "a missing proof",
    status: 400,
    error: {
      code: 100,
      type: "GraphMethodException",
      message: "API calls from the server require an appsecret_proof argument",
    },
    kind: "auth",
    reason: "appsecret-proof",
  },
  {
    what: "a missing permission",
    status: 403,
    error: { code: 10, message: "(#10) Application does not have permission for this action" },
    kind: "permission",
    reason: "permission-missing",
  },
  {
    what: "a missing permission of the 200s",
    status: 400,
    error: { code: 200, message: "(#200) Requires business_management permission" },
    kind: "permission",
    reason: "permission-missing",
  },
  {
    what: "a story with few viewers",
    status: 400,
    error: { code: 10, message: "(#10) Not enough viewers for the media to show insights" },
    kind: "no-insights",
    reason: "too-few-viewers",
  },
  {
    what: "a post from before the conversion, in any language",
    status: 400,
    error: {
      code: 100,
      error_subcode: 2108006,
      message: "Invalid parameter",
      error_user_title: "Medien vor der Umwandlung",
    },
    kind: "no-insights",
    reason: "before-conversion",
  },
  {
    what: "a deleted object",
    status: 400,
    error: {
      code: 100,
      error_subcode: 33,
      type: "GraphMethodException",
      message: "Unsupported get request. Object with ID '9' does not exist",
    },
    kind: "not-found",
    reason: "not-visible",
  },
  {
    what: "an unknown alias",
    status: 404,
    error: { code: 803, message: "(#803) Some of the aliases you requested do not exist: x" },
    kind: "not-found",
    reason: "no-such-id",
  },
  {
    what: "an unknown user",
    status: 400,
    error: { code: 110, error_subcode: 2207013, message: "Invalid user id" },
    kind: "not-found",
    reason: "no-such-user",
  },
  {
    what: "one metric of the wrong type",
    status: 400,
    error: {
      code: 100,
      message:
        "(#100) The Media Insights API does not support the follows metric for this media product type.",
    },
    kind: "refused-name",
    reason: "wrong-media-type",
    names: ["follows"],
  },
  {
    what: "two metrics of the wrong type",
    status: 400,
    error: {
      code: 100,
      message:
        "(#100) The Media Insights API does not support the profile_visits, follows metric for this media product type.",
    },
    kind: "refused-name",
    reason: "wrong-media-type",
    names: ["profile_visits", "follows"],
  },
  {
    what: "the same without a prefix, on the Instagram host",
    status: 400,
    error: {
      code: 100,
      type: "IGApiException",
      message: "The Media Insights API does not support the follows metric for this media product type.",
    },
    kind: "refused-name",
    reason: "wrong-media-type",
    names: ["follows"],
  },
  {
    what: "a retired metric",
    status: 400,
    error: {
      code: 100,
      message:
        "(#100) Starting from version v22.0 and above, the impressions metric is no longer supported for the queried media.",
    },
    kind: "refused-name",
    reason: "retired",
    names: ["impressions"],
  },
  {
    what: "an unknown metric, by its absence from the list",
    status: 400,
    error: {
      code: 100,
      message: "(#100) metric[1] must be one of the following values: impressions, reach, replies, saved",
    },
    kind: "refused-name",
    reason: "unknown",
    names: ["wat"],
    params: { metric: metrics },
  },
  {
    what: "an unknown metric, by its position",
    status: 400,
    error: { code: 100, message: "(#100) metric[2] must be one of the following values: reach, wat, saved" },
    kind: "refused-name",
    reason: "unknown",
    names: ["saved"],
    params: { metric: metrics },
  },
  {
    what: "a metric that fails the whole call",
    status: 400,
    error: { code: -1, error_subcode: 2207086, message: "Fatal" },
    kind: "refused-name",
    reason: "fatal",
    names: [],
  },
  {
    what: "a metric of the wrong metric_type",
    status: 400,
    error: {
      code: 100,
      message:
        "(#100) The following metrics (views,likes) should be specified with parameter metric_type=total_value",
    },
    kind: "refused-name",
    reason: "metric-type",
    names: ["views", "likes"],
  },
  {
    what: "the mirror of it",
    status: 400,
    error: {
      code: 100,
      message:
        "(#100) The following metric (follower_count) is incompatible with the metric type (total_value)",
    },
    kind: "refused-name",
    reason: "metric-type",
    names: ["follower_count"],
  },
  {
    what: "a metric of the wrong period",
    status: 400,
    error: {
      code: 100,
      message: "(#100) The following periods (week) are incompatible with the metric (online_followers)",
    },
    kind: "refused-name",
    reason: "period",
    names: ["online_followers"],
  },
  {
    what: "a metric too far back",
    status: 400,
    error: {
      code: 100,
      message:
        "(#100) (follower_count) metric only supports querying data for the last 30 days excluding the current day",
    },
    kind: "refused-name",
    reason: "history",
    names: ["follower_count"],
  },
  {
    what: "an unknown breakdown",
    status: 400,
    error: {
      code: 100,
      message:
        "(#100) breakdown[0] must be one of the following values: follow_type, surface_type, action_type, story_navigation_action_type",
    },
    kind: "refused-name",
    reason: "unknown",
    names: [],
  },
  {
    what: "an incompatible breakdown",
    status: 400,
    error: { code: 100, message: "(#100) Incompatible breakdowns (follow_type) for metric (reach)" },
    kind: "refused-name",
    reason: "incompatible",
    names: ["follow_type"],
  },
  {
    what: "an unknown field",
    status: 400,
    error: { code: 100, message: "(#100) Tried accessing nonexisting field (foo) on node type (IGUser)" },
    kind: "refused-name",
    reason: "unknown",
    names: ["foo"],
  },
  {
    what: "an unknown field of a media",
    status: 400,
    error: { code: 100, message: "(#100) Tried accessing nonexisting field (foo)" },
    kind: "refused-name",
    reason: "unknown",
    names: ["foo"],
  },
  {
    what: "a field for business discovery only",
    status: 400,
    error: {
      code: 36104,
      message:
        "(#36104) You do not have permission to access this field outside of the Business Discovery API.",
    },
    kind: "refused-name",
    reason: "business-discovery-only",
    names: ["view_count"],
  },
  {
    what: "a field for videos only",
    status: 400,
    error: { code: 9005, error_subcode: 1452042, message: "Video content was not found." },
    kind: "refused-name",
    reason: "video-only",
    names: ["copyright_check_information"],
  },
  {
    what: "a method the host does not have",
    status: 400,
    error: { code: 100, type: "IGApiException", message: "Unsupported request - method type: post" },
    kind: "misuse",
    reason: "unsupported-method",
  },
  {
    what: "a window too wide",
    status: 400,
    error: {
      code: 100,
      message: "(#100) There cannot be more than 30 days (2592000 s) between since and until",
    },
    kind: "misuse",
    reason: "wrong-request",
  },
  {
    what: "a version that never existed",
    status: 400,
    error: { code: 2500, message: "Unknown path components: /me" },
    kind: "misuse",
    reason: "unknown-path",
  },
  {
    what: "a syntax error",
    status: 400,
    error: { code: 2500, message: 'Syntax error "Field id specified more than once"' },
    kind: "misuse",
    reason: "wrong-request",
  },
  {
    what: "a cursor beyond the end of a long list",
    status: 400,
    error: { code: 100, message: "(#100) The After Cursor specified exceeds the max limit supported" },
    kind: "misuse",
    reason: "end-of-list",
  },
  {
    what: "too many requests, without a code",
    status: 429,
    error: { message: "Too many requests" },
    kind: "rate-limit",
    reason: "http",
  },
  {
    what: "an overloaded server, without a code",
    status: 503,
    error: { message: "Service unavailable" },
    kind: "transient",
    reason: "http",
  },
  {
    what: "a token that is not accepted, without a code",
    status: 401,
    error: { message: "Unauthorized" },
    kind: "auth",
    reason: "http",
  },
  {
    what: "a code of a login that was used",
    status: 400,
    error: { code: 100, error_subcode: 36009, message: "This authorization code has been used." },
    kind: "auth",
    reason: "code-used",
  },
  {
    what: "a code of a login that has ended",
    status: 400,
    error: { code: 100, error_subcode: 36007, message: "This authorization code has expired." },
    kind: "auth",
    reason: "code-expired",
  },
  {
    what: "a redirect URL that differs from the login page's",
    status: 400,
    error: {
      code: 100,
      error_subcode: 36008,
      message: "Error validating verification code. Please make sure your redirect_uri is identical",
    },
    kind: "auth",
    reason: "redirect-wrong",
  },
  {
    what: "a code nobody has seen",
    status: 400,
    error: { code: 4711, message: "Something new" },
    kind: "misuse",
    reason: "unknown",
  },
];

/** Refusals in the forms of a login's servers. */
const loginRefusals: {
  what: string;
  body: unknown;
  kind: GraphError["kind"];
  reason: GraphErrorReason;
  says: string;
  code?: number | undefined;
}[] = [
  {
    what: "a person who does not let Meta share",
    body: { error_type: "OAuthException", code: 400, error_message: "Your activity is turned off." },
    kind: "permission",
    reason: "login-refused",
    says: "Your activity is turned off.",
  },
  {
    what: "a token that is none, by its code",
    body: { error_type: "OAuthException", code: 190, error_message: "No" },
    kind: "auth",
    reason: "invalid",
    says: "No",
    code: 190,
  },
  {
    what: "a token that is none, inside of meta",
    body: {
      meta: { error_type: "OAuthAccessTokenException", code: 400, error_message: "The access_token is bad." },
    },
    kind: "auth",
    reason: "invalid",
    says: "The access_token is bad.",
  },
  {
    what: "a token that is none, in the words of OAuth",
    body: { error: "invalid_request", error_description: "Cannot parse access token" },
    kind: "auth",
    reason: "invalid",
    says: "Cannot parse access token",
  },
  {
    what: "a role that is missing",
    body: { error_type: "OAuthException", code: 400, error_message: "Insufficient developer role" },
    kind: "permission",
    reason: "app-in-development",
    says: "Insufficient developer role",
  },
];

async function errorOf(status: number, body: unknown, params = {}, edge?: string): Promise<GraphError> {
  const { url } = await scriptedServer(() => ({ status, body }));
  const graph = createGraphClient({
    accessToken: "EAAsecret123456",
    baseUrl: url,
    retryPolicy: { maxRetries: 0 },
    maxQuotaWaitMs: 0,
  });
  const [outcome] = await graph.readMany({ requests: [{ id: "1", edge, params }], budget: "app" });
  if (outcome?.ok !== false) throw new Error("The request was answered");
  return outcome.error;
}

describe("a refusal is understood by what comes next", () => {
  test.each(refusals)("$what is $kind ($reason)", async (refusal) => {
    const { status, error, kind, reason, names, params, edge } = refusal;
    const item = { code: status, body: JSON.stringify({ error: { fbtrace_id: "Axyz", ...error } }) };
    const found =
      kind === "rate-limit" ? await rateLimitOf(status, error) : await errorOf(200, [item], params, edge);
    expect(found).toMatchObject({ kind, reason, code: error["code"], status, traceId: "Axyz" });
    if (names) expect(found).toMatchObject({ names });
    if (found instanceof RefusedNameError) expect(found.names).toEqual(names);
  });

  test.each(loginRefusals)("$what is $kind ($reason), in a login's form", async (refusal) => {
    const { body, kind, reason, says, code } = refusal;
    const found = await errorOf(400, body);
    expect(found).toMatchObject({ kind, reason, code, apiMessage: says, status: 400 });
    expect(found.message).toContain("https://");
  });

  test("and no row of the table is without a refusal above", () => {
    const met = new Set([...refusals, ...loginRefusals].map(({ kind, reason }) => `${kind} ${reason}`));
    expect(errorTable.map(({ kind, reason }) => `${kind} ${reason}`).filter((row) => !met.has(row))).toEqual(
      [],
    );
  });

  test("also when it comes with status 200", async () => {
    const found = await errorOf(200, { error: { code: 190, message: "Invalid OAuth access token" } });
    expect(found).toMatchObject({ kind: "auth", status: 200 });
  });

  test("also when its parts have unexpected types", async () => {
    const found = await errorOf(400, {
      error: { code: "190", error_subcode: null, message: { text: "no" }, is_transient: "x" },
    });
    expect(found).toMatchObject({ kind: "auth", code: 190, subcode: undefined });
  });

  test.each([
    ["an empty answer", 200, ""],
    ["cut JSON", 200, '{"data":[{"id":"1"'],
    ["an HTML page", 502, "<html><body>Bad gateway</body></html>"],
    ["JSON of another shape", 200, "17"],
    ["a failure without a Graph error", 500, '{"message":"oops"}'],
  ])("%s is transient", async (_, status, body) => {
    expect(await errorOf(status, body)).toMatchObject({ kind: "transient", status });
  });

  test.each([
    [
      { node: "17841400000000001", edge: "insights" },
      /Grant the token instagram_manage_insights \(Facebook Login\) or instagram_business_manage_insights/,
    ],
    [{ node: "17841400000000001", edge: "media" }, /Grant the token instagram_basic /],
    [{ node: "17841400000000001", edge: "tags" }, /Grant the token instagram_manage_comments /],
    [
      { node: "ig_hashtag_search" },
      /feature Instagram Public Content Access in App Review .* instagram_basic$/,
    ],
    [
      { node: "me", edge: "accounts" },
      /Grant the token pages_show_list and pages_read_engagement, at https:/,
    ],
  ])("a missing permission for %s is named, with where to get it", async (path, hint) => {
    const { url } = await scriptedServer(() => ({
      status: 403,
      body: { error: { code: 10, message: "(#10) No" } },
    }));
    const graph = createGraphClient({ accessToken: "EAAsecret123456", baseUrl: url });
    await expect(graph.get(path)).rejects.toMatchObject({
      kind: "permission",
      hint: expect.stringMatching(hint),
    });
  });

  test("a permission that the refusal names is the one to grant", async () => {
    const message = "(#10) This endpoint requires the 'pages_read_user_content' permission";
    const { hint } = await errorOf(403, { error: { code: 10, message } });
    expect(hint).toMatch(/^Grant the token pages_read_user_content, at https:/);
  });

  test.each([
    { code: 10, message: "(#10) Application does not have permission for this action" },
    { code: 190, message: "Invalid OAuth access token" },
    { code: 190, error_subcode: 458, message: "The user has not authorized application 77" },
    { code: 200, message: "API access blocked." },
    { code: 3, message: "(#3) Application does not have the capability to make this API call." },
  ])("what somebody has to set up comes with a link: $message", async (error) => {
    expect((await errorOf(400, { error })).message).toMatch(/https:\/\/developers\.facebook\.com\/\w+/);
  });

  test("an app that is stopped is not told to grant permissions", async () => {
    for (const message of ["API access blocked.", "(#3) Application does not have the capability"])
      expect((await errorOf(400, { error: { code: 3, message } })).message).not.toMatch(/Grant|permission/);
  });

  test("an error in one text is passed on", async () => {
    expect(await errorOf(404, { error: "Not Found", message: "no route" })).toMatchObject({
      kind: "misuse",
      apiMessage: "Not Found: no route",
    });
    expect(await errorOf(503, { error: "overloaded" })).toMatchObject({ kind: "transient" });
  });

  test.each([
    [400, { message: "Bad Request" }, "misuse"],
    [403, { message: "Forbidden", documentation_url: "https://example.com" }, "misuse"],
    [200, { message: "Limit Exceeded" }, "misuse"],
    [401, { message: "Unauthorized" }, "auth"],
    [408, { message: "Request Timeout" }, "transient"],
    [425, { message: "Too Early" }, "transient"],
    [500, { message: "Internal Server Error" }, "transient"],
    [502, { message: "Bad Gateway", code: 2 }, "transient"],
    [529, { message: "Site is overloaded" }, "transient"],
  ])("%i with nothing but a message is a refusal in these words: %j", async (status, body, kind) => {
    const error = await errorOf(status, body);
    expect(error).toMatchObject({ kind, apiMessage: body.message });
    expect(error.message).toContain(body.message);
  });

  test("a message that is all there is is asked for once, unless its status asks for more", async () => {
    for (const [status, requests] of [
      [400, 1],
      [403, 1],
      [200, 1],
      [503, 3],
    ] as const) {
      const server = await scriptedServer(() => ({ status, body: { message: "No" } }));
      const graph = createGraphClient({
        accessToken: "EAAsecret123456",
        baseUrl: server.url,
        retryPolicy: { maxRetries: 2 },
        clock: new ManualClock(),
      });
      await expect(graph.get({ node: "1", budget: "app" })).rejects.toThrow("No");
      expect(server.requests, `status ${status}`).toHaveLength(requests);
    }
  });

  test("a message for people says what was attempted, what came, and what to do", async () => {
    const found = await errorOf(400, {
      error: { code: 190, error_subcode: 463, message: "Session has expired" },
    });
    expect(found.message).toBe(
      "Cannot POST / (batch): Session has expired (code 190/463). The access token has expired. " +
        "Make a new access token at https://developers.facebook.com/tools/explorer (Facebook Login) " +
        "or in the app's dashboard (Instagram Login) and use it",
    );
    expect(found.docsUrl).toMatch(/^https:\/\/developers\.facebook\.com\//);
  });
});

/** The client waits at a rate limit; what it waited for is seen by an observer. */
async function rateLimitOf(status: number, error: object): Promise<GraphError> {
  const { url } = await scriptedServer(() => ({ status, body: { error: { fbtrace_id: "Axyz", ...error } } }));
  let seen: GraphError | undefined;
  const graph = createGraphClient({
    accessToken: "EAAsecret123456",
    baseUrl: url,
    maxQuotaWaitMs: 0,
    observer: { onRequest: (request) => (seen = request.error) },
  });
  await expect(graph.get({ node: "me" })).rejects.toMatchObject({ kind: "quota-exhausted" });
  if (!seen) throw new Error("No error was seen");
  return seen;
}

test("every refusal that a person has to settle says what to do, and where to read about it", () => {
  const setup = errorTable.filter(({ kind }) => kind === "auth" || kind === "permission");
  for (const { reason, hint, docsUrl } of setup) {
    expect([reason, docsUrl ?? hint]).toEqual([reason, expect.stringContaining("https://")]);
    // The advice on a missing permission depends on the edge.
    if (reason !== "permission-missing") expect([reason, hint]).toEqual([reason, expect.any(String)]);
  }
});

test("every error has the name under which it is exported", () => {
  const { GraphError: _base, ...classes } = errors;
  const details = { endpoint: "GET /me", reason: "unknown" } as const;
  const named = Object.entries(classes).map(([name, ErrorClass]) => [name, new ErrorClass("", details).name]);
  expect(named.length).toBeGreaterThan(5);
  expect(named).toEqual(named.map(([name]) => [name, name]));
});
