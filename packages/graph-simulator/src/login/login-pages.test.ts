import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { choices, open, press, type SeenPage } from "../../test/browser.ts";
import { at, dig, fixedNow, openSession, type Session } from "../../test/session.ts";
import type { SimulatorOptions } from "../simulator-options.ts";

let session: Session;

beforeAll(async () => {
  session = await openSession({ world: "demo" });
});
afterAll(() => session.close());

const redirect_uri = "https://example.com/callback";
const localhost = "http://localhost:4567/callback";
const facebookScope = "instagram_basic,instagram_manage_insights,pages_show_list,pages_read_engagement";
const instagramScope = "instagram_business_basic,instagram_business_manage_insights";

type Query = Readonly<Record<string, string>>;

function facebookDialog(query: Query = {}, from: Session = session): Promise<SeenPage> {
  const { loginUrl, tokens } = from.simulator;
  const all = {
    client_id: tokens.appId,
    redirect_uri: localhost,
    response_type: "code",
    scope: facebookScope,
    state: 'a"b&c',
    ...query,
  };
  return open(`${loginUrl}/www.facebook.com/v25.0/dialog/oauth?${new URLSearchParams(all).toString()}`);
}

function instagramDialog(query: Query = {}, from: Session = session): Promise<SeenPage> {
  const { loginUrl, tokens } = from.simulator;
  const all = {
    client_id: tokens.instagramAppId,
    redirect_uri,
    response_type: "code",
    scope: instagramScope,
    state: "abc",
    ...query,
  };
  return open(`${loginUrl}/www.instagram.com/oauth/authorize?${new URLSearchParams(all).toString()}`);
}

function queryOf(page: SeenPage): Query {
  return Object.fromEntries(new URL(page.location ?? "").searchParams);
}

async function exchange(url: string, form: Query): Promise<{ status: number; json: unknown }> {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(form) });
  return { status: response.status, json: await response.json() };
}

function redeemFacebook(code: string, more: Query = {}, from: Session = session) {
  const { url, tokens } = from.simulator;
  return exchange(`${url}/v25.0/oauth/access_token`, {
    client_id: tokens.appId,
    client_secret: tokens.appSecret,
    redirect_uri: localhost,
    code,
    ...more,
  });
}

function redeemInstagram(code: string, more: Query = {}, from: Session = session) {
  const { instagramApiUrl, tokens } = from.simulator;
  return exchange(`${instagramApiUrl}/oauth/access_token`, {
    client_id: tokens.instagramAppId,
    client_secret: tokens.instagramAppSecret,
    grant_type: "authorization_code",
    redirect_uri,
    code,
    ...more,
  });
}

async function withSession<T>(options: SimulatorOptions, work: (other: Session) => Promise<T>): Promise<T> {
  const other = await openSession({ world: "tiny", ...options });
  try {
    return await work(other);
  } finally {
    await other.close();
  }
}

describe.each([
  ["Facebook", facebookDialog],
  ["Instagram", instagramDialog],
])("the login page of %s", (_, dialog) => {
  test("works without scripts, in light and dark, and loads nothing from elsewhere", async () => {
    const page = await dialog();
    expect(page.status).toBe(200);
    expect(page.html).toMatch(/^<!DOCTYPE html><html lang="en">/);
    expect(page.html.match(/<h1>/g)).toHaveLength(1);
    expect(page.html).toContain("color-scheme: light dark");
    expect(page.html).not.toMatch(/<script|<link|<img|src=|url\(|@import/);
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  });

  test("has a label for everything to tick, and two buttons in the order of the page", async () => {
    const { html } = await dialog();
    const ticks = html.match(/<input type="(checkbox|radio)"/g) ?? [];
    expect(html.match(/<label><input [^>]*> [^<]+<\/label>/g)).toHaveLength(ticks.length);
    expect(html.match(/<button [^>]*id="(\w+)"/g)).toHaveLength(2);
    expect(html.indexOf('id="allow"')).toBeLessThan(html.indexOf('id="deny"'));
    expect(html).not.toContain("tabindex");
  });

  test("shows what it was given as text and as nothing else", async () => {
    const { html } = await dialog({ state: '"><script>alert(1)</script>' });
    expect(html).not.toContain("<script");
  });
});

describe("logging in with Facebook", () => {
  test("gives a code that is exchanged for a short-lived token that works", async () => {
    const page = await press(await facebookDialog(), "allow");
    expect(page.status).toBe(302);
    expect(page.location).toMatch(/^http:\/\/localhost:4567\/callback\?.*#_=_$/);
    const { code = "", state } = queryOf(page);
    expect(state).toBe('a"b&c');
    const { status, json } = await redeemFacebook(code);
    expect(status).toBe(200);
    expect(json).toMatchObject({ token_type: "bearer", expires_in: 5_400 });
    const token = String(dig(json, "access_token"));
    expect((await session.get("me/accounts", { token })).status).toBe(200);
  });

  test("grants what was ticked: permissions and Pages", async () => {
    const page = await facebookDialog({ scope: `${facebookScope},ads_read` });
    const first = choices(page).find((name) => name.startsWith("page:"));
    const untick = ["scope:instagram_manage_insights", String(first)];
    const { code = "" } = queryOf(await press(page, "allow", { untick }));
    const token = String(dig((await redeemFacebook(code)).json, "access_token"));
    const permissions = await session.get("me/permissions", { token });
    expect(dig(permissions.json, "data")).toContainEqual({
      permission: "instagram_manage_insights",
      status: "declined",
    });
    const pages = await session.get("me/accounts?fields=id&limit=100", { token });
    expect(pages.text).not.toContain(String(first).slice("page:".length));
    expect(dig(pages.json, "data")).toHaveLength(session.simulator.world.pageIds.length - 1);
  });

  test("takes a configuration instead of permissions, and then grants them all", async () => {
    const page = await facebookDialog({ scope: "", config_id: "1" });
    expect(choices(page).some((name) => name.startsWith("scope:"))).toBe(false);
    const { code = "" } = queryOf(await press(page, "allow"));
    expect((await redeemFacebook(code)).status).toBe(200);
  });

  test("answers a denial with its reason and the state", async () => {
    const page = await press(await facebookDialog(), "deny");
    expect(page.location).toMatch(/#_=_$/);
    expect(queryOf(page)).toEqual({
      error: "access_denied",
      error_code: "200",
      error_description: "Permissions error",
      error_reason: "user_denied",
      state: 'a"b&c',
    });
  });

  test.each<[string, SimulatorOptions, Query, string]>([
    ["another app id", {}, { client_id: "1" }, "Invalid app ID"],
    ["the Instagram app's id", {}, {}, "Invalid app ID"],
    ["127.0.0.1", {}, { redirect_uri: "http://127.0.0.1:4567/callback" }, "URL Blocked"],
    ["localhost of a live app", { behaviour: { appMode: "live" } }, {}, "URL Blocked"],
    [
      "an address that the app does not know",
      { behaviour: { redirectUris: ["https://example.com/a"] } },
      { redirect_uri },
      "URL Blocked",
    ],
    ["a permission that there is none of", {}, { scope: "instagram_business_basic" }, "Invalid Scopes"],
    ["a token without a code", {}, { response_type: "token" }, "Invalid response_type"],
  ])("ends on its own page with %s", (what, options, query, title) =>
    withSession(options, async (other) => {
      const more = what.includes("Instagram") ? { client_id: other.simulator.tokens.instagramAppId } : query;
      const page = await facebookDialog(more, other);
      expect([page.status, page.location]).toEqual([400, undefined]);
      expect(page.html).toContain(`<h1>${title}</h1>`);
    }),
  );

  test("takes Facebook's own page for programs without a server, and https addresses", async () => {
    for (const address of ["https://www.facebook.com/connect/login_success.html", redirect_uri]) {
      const page = await press(await facebookDialog({ redirect_uri: address }), "allow");
      expect(page.location?.startsWith(`${address}?code=`)).toBe(true);
    }
  });

  test("refuses a code that is used, old, made up, or of another redirect URL; and a wrong app", async () => {
    const { appSecret, instagramAppId } = session.simulator.tokens;
    const newCode = async (): Promise<string> =>
      queryOf(await press(await facebookDialog(), "allow"))["code"] ?? "";
    const used = await newCode();
    await redeemFacebook(used);
    const refusals = [
      await redeemFacebook(used),
      await redeemFacebook("nonsense"),
      await redeemFacebook(await newCode(), { redirect_uri }),
      await redeemFacebook(await newCode(), { client_secret: appSecret.slice(1) }),
      await redeemFacebook(await newCode(), { client_id: instagramAppId }),
    ];
    const old = await newCode();
    session.clock.now += 11 * 60_000;
    refusals.push(await redeemFacebook(old));
    session.clock.now = fixedNow;
    expect(
      refusals.map(({ json }) => [dig(json, "error", "code"), dig(json, "error", "error_subcode")]),
    ).toEqual([
      [100, 36_009],
      [100, 36_007],
      [100, 36_008],
      [1, undefined],
      [101, undefined],
      [100, 36_007],
    ]);
  });

  test("can give a long-lived token at once, without saying for how long", () =>
    withSession({ behaviour: { facebookCodeToken: "long-lived", expiresIn: false } }, async (other) => {
      const { code = "" } = queryOf(await press(await facebookDialog({}, other), "allow"));
      const { json } = await redeemFacebook(code, {}, other);
      expect(json).not.toHaveProperty("expires_in");
      const token = String(dig(json, "access_token"));
      other.clock.now += 59 * 86_400_000;
      expect((await other.get("me", { token })).status).toBe(200);
    }));
});

describe("logging in with Instagram", () => {
  test("gives a code that is exchanged for a short-lived token, and that for a long-lived one", async () => {
    const page = await press(await instagramDialog(), "allow");
    expect(page.location).toMatch(/^https:\/\/example\.com\/callback\?code=\w+&state=abc#_$/);
    const { code = "" } = queryOf(page);
    const { status, json } = await redeemInstagram(code);
    expect(status).toBe(200);
    expect(dig(json, "permissions")).toEqual(instagramScope.split(","));
    const { instagramAppSecret } = session.simulator.tokens;
    const short = String(dig(json, "access_token"));
    const query = new URLSearchParams({ grant_type: "ig_exchange_token", client_secret: instagramAppSecret });
    const long = await session.get(`access_token?${query.toString()}`, { host: "instagram", token: short });
    expect(long.json).toMatchObject({ expires_in: 5_184_000 });
  });

  test("can be with any account that has this login, and grants what was ticked", () =>
    withSession(
      { world: { accounts: [{ login: "both" }, { login: "instagram", username: "second" }] } },
      async (other) => {
        const page = await instagramDialog({}, other);
        const second = at(other.simulator.world.accounts, 1).id;
        const untick = ["scope:instagram_business_manage_insights"];
        const { code = "" } = queryOf(await press(page, "allow", { untick, choose: { account: second } }));
        const { json } = await redeemInstagram(code, {}, other);
        expect(dig(json, "permissions")).toEqual(["instagram_business_basic"]);
        const token = String(dig(json, "access_token"));
        const me = await other.get("me?fields=username", { host: "instagram", token });
        expect(me.json).toMatchObject({ username: "second" });
      },
    ));

  test("answers a denial without the state", async () => {
    const page = await press(await instagramDialog(), "deny");
    expect(queryOf(page)).toEqual({
      error: "access_denied",
      error_reason: "user_denied",
      error_description: "The user denied your request",
    });
  });

  test.each<[string, SimulatorOptions, Query, string]>([
    ["the Meta app's id", {}, {}, "Invalid platform app"],
    ["http", {}, { redirect_uri: localhost }, "Invalid redirect_uri"],
    [
      "an address without the slash that Instagram adds",
      { behaviour: { redirectUris: [redirect_uri], instagramTrailingSlash: true } },
      {},
      "Invalid redirect_uri",
    ],
    ["permissions of the other login", {}, { scope: facebookScope }, "Invalid scope"],
    [
      "an invitation that was not accepted",
      { behaviour: { instagramTester: "pending" } },
      {},
      "Insufficient developer role",
    ],
  ])("ends on its own page with %s", (what, options, query, text) =>
    withSession(options, async (other) => {
      const more = what.includes("Meta") ? { client_id: other.simulator.tokens.appId } : query;
      const page = await instagramDialog(more, other);
      expect([page.status, page.location]).toEqual([400, undefined]);
      expect(page.html).toContain(text);
    }),
  );

  test("refuses a code that is used, old, made up, or of another redirect URL; and a wrong app", async () => {
    const { instagramAppSecret, appId } = session.simulator.tokens;
    const newCode = async (): Promise<string> =>
      queryOf(await press(await instagramDialog(), "allow"))["code"] ?? "";
    const used = await newCode();
    await redeemInstagram(used);
    const refusals = [
      await redeemInstagram(used),
      await redeemInstagram("nonsense"),
      await redeemInstagram(await newCode(), { redirect_uri: `${redirect_uri}/` }),
      await redeemInstagram(await newCode(), { client_secret: instagramAppSecret.slice(1) }),
      await redeemInstagram(await newCode(), { client_id: appId }),
    ];
    const old = await newCode();
    session.clock.now += 61 * 60_000;
    refusals.push(await redeemInstagram(old));
    session.clock.now = fixedNow;
    expect(refusals.map(({ json }) => dig(json, "error_message"))).toEqual([
      "This authorization code has been used",
      "Matching code was not found or was already used",
      expect.stringContaining("redirect_uri is identical"),
      expect.stringContaining("redirect_uri is identical"),
      "Invalid platform app",
      "This authorization code has expired",
    ]);
  });

  test("can list its permissions as one text", () =>
    withSession(
      { behaviour: { instagramPermissions: "text", shortLivedTokenShape: "wrapped" } },
      async (other) => {
        const { code = "" } = queryOf(await press(await instagramDialog({}, other), "allow"));
        const { json } = await redeemInstagram(code, {}, other);
        expect(dig(json, "data", 0, "permissions")).toBe(instagramScope);
      },
    ));
});
