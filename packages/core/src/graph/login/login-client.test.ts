import { describe, expect, test } from "vitest";
import { ManualClock } from "test-tools/clock";
import { scriptedServer, type ScriptedAnswer } from "../../../test/scripted-server.ts";
import type { GraphHost } from "../hosts.ts";
import { createLoginClient, type LoginClient, type LoginClientOptions } from "./login-client.ts";

const app = { appId: "1234567890", appSecret: "4f0c1a9b8e7d6c5b4a39281706f5e4d3" };
const grant = { code: "AQBveryLongAndVerySecretCode", redirectUri: "https://example.com/callback" };
const now = Date.UTC(2026, 8, 21, 19);

async function clientFor(
  login: GraphHost,
  script: Parameters<typeof scriptedServer>[0],
  options: Partial<LoginClientOptions> = {},
) {
  const clock = new ManualClock(now);
  const { url, requests } = await scriptedServer(script);
  const client = createLoginClient({
    login,
    app,
    baseUrl: `${url}/graph`,
    loginUrl: `${url}/login/`,
    clock,
    random: () => 0.5,
    ...options,
  });
  return { client, requests, clock };
}

const token = { access_token: "EAAlongLivedToken0123", token_type: "bearer", expires_in: 5_400 };

describe("the exchange of a code", () => {
  test.each([
    ["with a space", "EAA two"],
    ["with a line break", "EAA\ntwo"],
    ["without an end", "EAA".repeat(400_000)],
  ])("takes nothing for a token that is none: one %s", async (_what, access_token) => {
    const { client } = await clientFor(
      "facebook",
      Array.from({ length: 9 }, () => ({ body: { access_token } })),
    );
    await expect(client.exchangeCode(grant)).rejects.toMatchObject({
      kind: "transient",
      message: expect.stringMatching(/expected shape \(Expected a token\)/),
    });
  });

  test("with Facebook is a form at the Graph API, with the redirect URL as it was", async () => {
    const { client, requests } = await clientFor("facebook", [{ body: token }]);
    await expect(client.exchangeCode(grant)).resolves.toEqual({
      accessToken: "EAAlongLivedToken0123",
      expiresAtMs: now + 5_400_000,
      scopes: null,
      userId: null,
    });
    expect(requests).toMatchObject([{ method: "POST", path: "/graph/v25.0/oauth/access_token" }]);
    expect(Object.fromEntries(requests[0]?.form ?? [])).toEqual({
      client_id: app.appId,
      client_secret: app.appSecret,
      redirect_uri: "https://example.com/callback",
      code: grant.code,
    });
    expect([...(requests[0]?.query.keys() ?? [])]).toEqual([]);
    expect(requests[0]?.headers).not.toHaveProperty("authorization");
  });

  test("keeps a token whose end is beyond every date, without an end", async () => {
    const { client } = await clientFor("facebook", [{ body: { ...token, expires_in: 1e15 } }]);
    await expect(client.exchangeCode(grant)).resolves.toMatchObject({
      accessToken: "EAAlongLivedToken0123",
      expiresAtMs: null,
    });
  });

  test("with Instagram is a form at a host of its own", async () => {
    const { client, requests } = await clientFor("instagram", [{ body: token }]);
    await client.exchangeCode(grant);
    expect(requests).toMatchObject([{ method: "POST", path: "/login/api.instagram.com/oauth/access_token" }]);
    expect(Object.fromEntries(requests[0]?.form ?? [])).toEqual({
      client_id: app.appId,
      client_secret: app.appSecret,
      grant_type: "authorization_code",
      redirect_uri: "https://example.com/callback",
      code: grant.code,
    });
  });

  const recorded = '{"access_token": "IGAAx", "user_id": 17841400000000001, "permissions": ';
  test.each([
    ["flat, with a bare id and a list", `${recorded}["instagram_business_basic","x"]}`],
    ["flat, with permissions as text", `${recorded}"instagram_business_basic,x"}`],
    ["flat, with spaces between them", `${recorded}"instagram_business_basic, x"}`],
    ["in a list below data", `{"data": [${recorded}["instagram_business_basic","x"]}]}`],
  ])("reads an answer %s, without losing a digit", async (_, body) => {
    const { client } = await clientFor("instagram", [{ body }]);
    await expect(client.exchangeCode(grant)).resolves.toEqual({
      accessToken: "IGAAx",
      expiresAtMs: null,
      scopes: ["instagram_business_basic", "x"],
      userId: "17841400000000001",
    });
  });

  test.each([
    [undefined, null],
    [null, null],
    [0, null],
    ["5184000", now + 5_184_000_000],
    ["soon", null],
  ])("takes a life of %j for an end at %j", async (expires_in, expiresAtMs) => {
    const { client } = await clientFor("facebook", [{ body: { ...token, expires_in } }]);
    await expect(client.exchangeCode(grant)).resolves.toMatchObject({ expiresAtMs });
  });

  test("is sent again where no answer came, and never after one", async () => {
    const broken: ScriptedAnswer = { destroy: "before" };
    const told: (string | undefined)[] = [];
    // Deno sends a request again by itself where the connection ends, so that the server may see more of them.
    const again = await clientFor("facebook", () => (told.length < 2 ? broken : { body: token }), {
      observer: { onRequest: ({ error }) => void told.push(error?.reason) },
    });
    await expect(again.client.exchangeCode(grant)).resolves.toHaveProperty("accessToken");
    expect(told).toEqual(["network", "network", undefined]);
    expect(again.requests.length).toBeGreaterThanOrEqual(3);
    expect(again.clock.sleeps).toHaveLength(2);
    const answers: ScriptedAnswer[] = [
      { destroy: "midway", body: token },
      { status: 500, body: { error: { code: 2, message: "Service temporarily unavailable" } } },
      { status: 502, body: "<html>Bad gateway</html>" },
      { body: { something: "else" } },
    ];
    for (const answer of answers) {
      const { client, requests } = await clientFor("facebook", [answer]);
      await expect(client.exchangeCode(grant)).rejects.toMatchObject({ kind: "transient" });
      expect(requests).toHaveLength(1);
    }
  });

  test("gives up where no answer ever comes, and can be stopped", async () => {
    const { client, requests, clock } = await clientFor("facebook", () => ({ destroy: "before" }), {
      retryPolicy: { maxRetries: 2 },
    });
    await expect(client.exchangeCode(grant)).rejects.toMatchObject({ kind: "transient", reason: "network" });
    expect(clock.sleeps).toHaveLength(2);
    expect(requests.length).toBeGreaterThanOrEqual(3);
    const stop = new AbortController();
    stop.abort(new Error("stopped"));
    await expect(client.exchangeCode(grant, stop.signal)).rejects.toThrow("stopped");
  });
});

describe("a refused login says what is wrong and what to do", () => {
  const graph = (code: number, message: string, error_subcode?: number): ScriptedAnswer => ({
    status: 400,
    body: { error: { message, type: "OAuthException", code, error_subcode, fbtrace_id: "A" } },
  });
  const instagram = (error_message: string): ScriptedAnswer => ({
    status: 400,
    body: { error_type: "OAuthException", code: 400, error_message },
  });
  const notIdentical =
    "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request";

  test.each<[string, GraphHost, ScriptedAnswer, string, RegExp]>([
    [
      "a wrong secret",
      "facebook",
      graph(1, "Error validating client secret."),
      "app-secret-wrong",
      /App settings > Basic > App secret/,
    ],
    [
      "a wrong app id",
      "facebook",
      graph(101, "Error validating application. Cannot get application info due to a system error."),
      "app-id-wrong",
      /No app has the id 1234567890/,
    ],
    [
      "another redirect URL",
      "facebook",
      graph(100, notIdentical, 36008),
      "redirect-wrong",
      /https:\/\/example\.com\/callback.*Valid OAuth Redirect URIs/,
    ],
    [
      "a redirect URL of a domain that the app does not know",
      "facebook",
      graph(191, "Given URL is not allowed by the Application configuration."),
      "redirect-wrong",
      /Valid OAuth Redirect URIs/,
    ],
    [
      "an old code",
      "facebook",
      graph(100, "This authorization code has expired.", 36007),
      "code-expired",
      /ten minutes/,
    ],
    [
      "a used code by its subcode",
      "facebook",
      graph(100, "Etwas ging schief", 36009),
      "code-used",
      /log in again/i,
    ],
    [
      "a used code by its text",
      "facebook",
      graph(100, "This authorization code has been used."),
      "code-used",
      /log in again/i,
    ],
    [
      "anything else",
      "facebook",
      graph(100, "(#100) Invalid parameter"),
      "refused",
      /Invalid parameter \(code 100\)/,
    ],
    [
      "the Meta app's id",
      "instagram",
      instagram("Invalid platform app"),
      "app-id-wrong",
      /1234567890 is not the id of an Instagram app.*Business login settings/,
    ],
    [
      "a wrong secret or another redirect URL",
      "instagram",
      instagram(notIdentical),
      "redirect-or-secret-wrong",
      /secret.*or the redirect URL https:\/\/example\.com\/callback/,
    ],
    [
      "a used code",
      "instagram",
      instagram("Matching code was not found or was already used"),
      "code-used",
      /log in again/i,
    ],
    [
      "a used code in other words",
      "instagram",
      instagram("This authorization code has been used"),
      "code-used",
      /log in again/i,
    ],
    [
      "a refusal in the form of OAuth",
      "instagram",
      { status: 400, body: { error: "invalid_request", error_description: "Missing parameter" } },
      "refused",
      /Missing parameter/,
    ],
  ])("%s (%s)", async (_, login, answer, code, words) => {
    const { client, requests } = await clientFor(login, [answer]);
    const error = await client.exchangeCode(grant).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: "LoginError",
      code,
      login,
      message: expect.stringMatching(/^Cannot exchange the code for a token: /),
      docsUrl: expect.stringMatching(/^https:\/\/developers\.facebook\.com\//),
    });
    expect(error).toHaveProperty("message", expect.stringMatching(words));
    expect(requests).toHaveLength(1);
  });

  test("a token that has ended cannot be exchanged", async () => {
    const answer = graph(190, "Error validating access token: Session has expired on Monday.", 463);
    const { client } = await clientFor("facebook", [answer]);
    await expect(client.exchangeToken("EAAold")).rejects.toMatchObject({ code: "token-invalid" });
  });

  test("a token of the dashboard is long-lived already", async () => {
    const { client } = await clientFor("instagram", [graph(452, "Session key invalid")]);
    await expect(client.exchangeToken("IGAAdashboard")).rejects.toMatchObject({
      code: "refused",
      message: expect.stringMatching(/long-lived already/),
    });
  });

  test("a token of today cannot be renewed", async () => {
    const { client } = await clientFor("instagram", [graph(100, "Too young")]);
    await expect(client.refreshToken("IGAAyoung")).rejects.toMatchObject({
      code: "refused",
      message: expect.stringMatching(/a day old/),
    });
  });
});

describe("exchange and renewal", () => {
  test("with Facebook are one and the same request, which carries no token of its own", async () => {
    const { client, requests } = await clientFor("facebook", () => ({ body: token }));
    await client.exchangeToken("EAAshort");
    await client.refreshToken("EAAshort");
    for (const request of requests) {
      expect(request).toMatchObject({ method: "GET", path: "/graph/v25.0/oauth/access_token" });
      expect(Object.fromEntries(request.query)).toEqual({
        grant_type: "fb_exchange_token",
        client_id: app.appId,
        client_secret: app.appSecret,
        fb_exchange_token: "EAAshort",
      });
      expect(request.headers).not.toHaveProperty("authorization");
    }
    expect(requests).toHaveLength(2);
  });

  test("with Instagram have no version, and renewal takes no secret", async () => {
    const { client, requests } = await clientFor(
      "instagram",
      () => ({ body: { ...token, permissions: "instagram_business_basic" } }),
      { app: undefined },
    );
    await expect(client.refreshToken("IGAAlong")).resolves.toMatchObject({
      scopes: ["instagram_business_basic"],
    });
    expect(requests).toMatchObject([{ method: "GET", path: "/graph/refresh_access_token" }]);
    expect(Object.fromEntries(requests[0]?.query ?? [])).toEqual({
      grant_type: "ig_refresh_token",
      access_token: "IGAAlong",
    });
    await expect(client.exchangeToken("IGAAshort")).rejects.toThrow(/neither the id nor the secret/);
  });

  test("are tried again when the API stumbles", async () => {
    const busy: ScriptedAnswer = { status: 500, body: { error: { code: 2, message: "busy" } } };
    const { client, requests } = await clientFor("instagram", [busy, busy, { body: token }]);
    await expect(client.refreshToken("IGAAlong")).resolves.toHaveProperty("accessToken");
    expect(requests).toHaveLength(3);
  });
});

describe("the token of a login is made long-lived", () => {
  const hour = 60 * 60_000;
  const short = { accessToken: "EAAshort", expiresAtMs: now + 1.5 * hour, scopes: null, userId: null };

  test.each([
    ["that ends in an hour", short],
    ["whose end is unknown", { ...short, expiresAtMs: null }],
  ])("where it is one %s", async (_, short_) => {
    const { client } = await clientFor("facebook", [
      { body: { access_token: "EAAlong", expires_in: 5_184_000 } },
    ]);
    await expect(client.lengthenToken(short_)).resolves.toMatchObject({
      accessToken: "EAAlong",
      expiresAtMs: now + 5_184_000_000,
    });
  });

  test("and keeps what the login said of account and permissions", async () => {
    const { client } = await clientFor("instagram", [{ body: { access_token: "IGAAlong" } }]);
    const scopes = ["instagram_business_basic"];
    const of = { accessToken: "IGAAshort", expiresAtMs: null, scopes, userId: "17841400000000001" };
    await expect(client.lengthenToken(of)).resolves.toEqual({
      accessToken: "IGAAlong",
      expiresAtMs: null,
      scopes,
      userId: "17841400000000001",
    });
  });

  test("and left as it is where it is one already, with or without asking", async () => {
    const silent = await clientFor("facebook", []);
    const long = { ...short, expiresAtMs: now + 59 * 24 * hour };
    await expect(silent.client.lengthenToken(long)).resolves.toBe(long);
    expect(silent.requests).toEqual([]);
    const already = { status: 400, body: { error: { code: 452, message: "Session key invalid" } } };
    const { client } = await clientFor("instagram", [already]);
    const unknown = { ...short, expiresAtMs: null };
    await expect(client.lengthenToken(unknown)).resolves.toBe(unknown);
  });

  test("or refused like any exchange", async () => {
    const answer = { status: 400, body: { error: { code: 190, error_subcode: 463, message: "expired" } } };
    const { client } = await clientFor("facebook", [answer]);
    await expect(client.lengthenToken(short)).rejects.toMatchObject({ code: "token-invalid" });
  });
});

describe("looking up a token", () => {
  async function report(data: unknown) {
    const { client, requests } = await clientFor("facebook", [{ body: { data } }]);
    return { report: await (client satisfies LoginClient).debugToken("EAAtoken"), requests };
  }

  test("sends the app's credentials in the header", async () => {
    const { requests } = await report({ is_valid: true });
    expect(requests).toMatchObject([{ method: "GET", path: "/graph/v25.0/debug_token" }]);
    expect(requests[0]?.headers.authorization).toBe(`Bearer ${app.appId}|${app.appSecret}`);
    expect(Object.fromEntries(requests[0]?.query ?? [])).toEqual({ input_token: "EAAtoken" });
  });

  test("tells kind, permissions, objects and both ends", async () => {
    const found = await report({
      app_id: 77,
      type: "USER",
      expires_at: 1_790_000_000,
      data_access_expires_at: 1_795_000_000,
      is_valid: true,
      issued_at: 1_785_000_000,
      scopes: ["instagram_basic"],
      granular_scopes: [
        { scope: "instagram_basic", target_ids: ["17841400000000001"] },
        { scope: "pages_show_list" },
      ],
      user_id: "10",
    });
    expect(found.report).toEqual({
      isValid: true,
      type: "USER",
      appId: "77",
      userId: "10",
      scopes: ["instagram_basic"],
      granularScopes: [
        { scope: "instagram_basic", targetIds: ["17841400000000001"] },
        { scope: "pages_show_list", targetIds: null },
      ],
      issuedAtMs: 1_785_000_000_000,
      expiresAtMs: 1_790_000_000_000,
      dataAccessExpiresAtMs: 1_795_000_000_000,
      problem: null,
    });
  });

  test("of a bad one tells why, and takes nothing amiss", async () => {
    const found = await report({
      error: { code: 190, subcode: 463, message: "Session has expired" },
      is_valid: false,
      scopes: null,
      granular_scopes: "?",
    });
    expect(found.report).toMatchObject({
      isValid: false,
      type: null,
      issuedAtMs: null,
      expiresAtMs: null,
      dataAccessExpiresAtMs: null,
      scopes: [],
      granularScopes: [],
      problem: { code: 190, subcode: 463, message: "Session has expired" },
    });
  });

  test("with ends beyond every date takes them for never", async () => {
    const ends = { issued_at: 1e15, expires_at: 1e15, data_access_expires_at: "9e300" };
    const found = await report({ is_valid: true, ...ends });
    expect(found.report).toMatchObject({ issuedAtMs: null, expiresAtMs: null, dataAccessExpiresAtMs: null });
  });

  test.each([
    ["a wrong secret", 190, "Invalid OAuth access token signature.", "signature"],
    [
      "a token of another app",
      100,
      "(#100) The App_id in the input_token did not match the Viewing App",
      "token-of-other-app",
    ],
  ])("tells %s", async (_, code, message, reason) => {
    const { client } = await clientFor("facebook", [{ status: 400, body: { error: { code, message } } }]);
    await expect(client.debugToken("EAAtoken")).rejects.toMatchObject({ kind: "auth", reason });
  });
});
