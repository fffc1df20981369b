import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, dataOf, dig, messageOf, openSession, pluck, type Session } from "../../test/session.ts";

let session: Session;

beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session.close());

const tokens = (): Session["simulator"]["tokens"] => session.simulator.tokens;
const proofOf = (token: string, secret: string): string =>
  createHmac("sha256", secret).update(token).digest("hex");

describe("passing a token", () => {
  test("works as a bearer header, in the query and in a form", async () => {
    const byHeader = await session.get("v25.0/me");
    const byQuery = await session.get(`v25.0/me?access_token=${tokens().user}`, { token: null });
    const byForm = await session.post(
      "v25.0/",
      { access_token: tokens().user, batch: '[{"method":"GET","relative_url":"me"}]' },
      { token: null },
    );
    expect([byHeader.status, byQuery.status, byForm.status]).toEqual([200, 200, 200]);
    expect(byQuery.json).toEqual(byHeader.json);
    expect(dig(byForm.json, 0, "body")).toBe(byHeader.text);
  });

  test("answers 2500 without one", async () => {
    const reply = await session.get("v25.0/me", { token: null });
    expect(reply.json).toMatchObject({
      error: {
        message: "An active access token must be used to query information about the current user.",
        type: "OAuthException",
        code: 2500,
      },
    });
  });

  test("answers 190 with the challenge header when it cannot be parsed", async () => {
    const reply = await session.get("v25.0/me", { token: tokens().garbage });
    expect(reply.status).toBe(400);
    expect(reply.json).toMatchObject({
      error: { message: "Invalid OAuth access token - Cannot parse access token", code: 190 },
    });
    expect(dig(reply.json, "error", "fbtrace_id")).toMatch(/^A\w+$/);
    expect(reply.headers.get("www-authenticate")).toBe(
      'OAuth "Facebook Platform" "invalid_token" "Invalid OAuth access token - Cannot parse access token"',
    );
    expect(reply.headers.get("facebook-api-version")).toBe("v25.0");
  });

  test("is for one host only", async () => {
    const foreign = await session.get("me", { host: "instagram", token: tokens().user });
    const other = await session.get("me", { token: tokens().instagram });
    expect([dig(foreign.json, "error", "code"), dig(other.json, "error", "code")]).toEqual([190, 190]);
  });

  test("answers 190/463 with both times once it has expired", async () => {
    const reply = await session.get("me", { token: tokens().expired });
    expect(reply.json).toMatchObject({ error: { code: 190, error_subcode: 463, type: "OAuthException" } });
    expect(messageOf(reply)).toBe(
      "Error validating access token: Session has expired on Sunday, 20-Sep-26 03:20:30 PDT. " +
        "The current time is Monday, 21-Sep-26 03:20:30 PDT.",
    );
  });

  test("answers 190/458 once the app was removed", async () => {
    const reply = await session.get("me", { token: tokens().appRemoved });
    expect(reply.json).toMatchObject({ error: { code: 190, error_subcode: 458 } });
  });
});

describe("permissions", () => {
  const account = (): string => at(session.simulator.world.accounts, 0).id;

  test("answers 10 for insights without the insights permission, and serves the rest", async () => {
    const asking = { token: tokens().withoutInsights };
    const insights = await session.get(`${account()}/insights?metric=reach&period=day`, asking);
    expect(messageOf(insights)).toBe("(#10) Application does not have permission for this action");
    expect((await session.get(`${account()}?fields=username`, asking)).status).toBe(200);
  });

  test("hides the Instagram account of a Page without instagram_basic", async () => {
    const asking = { token: tokens().withoutBasic };
    const pages = await session.get("me/accounts?fields=id,instagram_business_account", asking);
    expect(pluck(pages, "instagram_business_account").every((one) => one === undefined)).toBe(true);
    expect(dig((await session.get(account(), asking)).json, "error", "code")).toBe(10);
  });

  test("answers 200 for the list of Pages without pages_show_list", async () => {
    const reply = await session.get("me/accounts", { token: tokens().withoutPagesShowList });
    expect(dig(reply.json, "error", "code")).toBe(200);
  });

  test("lists no business-owned Page without a business permission, and no error", async () => {
    const reply = await session.get("me/accounts", { token: tokens().withoutBusiness });
    expect([reply.status, reply.text]).toEqual([200, '{"data":[]}']);
  });

  test("lists businesses only with business_management", async () => {
    const reply = await session.get("me/businesses", { token: tokens().withoutBusiness });
    expect([reply.status, messageOf(reply)]).toEqual([400, "(#100) Missing Permission"]);
  });

  test("shows those Pages through the businesses", async () => {
    const reply = await session.get(
      "me/businesses?fields=owned_pages{id,instagram_business_account{id}},client_pages{id}",
      { token: tokens().businessOnly },
    );
    const owned = dig(at(dataOf(reply), 0), "owned_pages", "data");
    const client = dig(at(dataOf(reply), 0), "client_pages", "data");
    expect([owned, client].flat()).toHaveLength(session.simulator.world.pageIds.length);
  });

  test("lists what was granted and declined", async () => {
    const reply = await session.get("me/permissions", { token: tokens().withoutInsights });
    expect(dataOf(reply)).toContainEqual({ permission: "instagram_basic", status: "granted" });
    expect(dataOf(reply)).toContainEqual({ permission: "instagram_manage_insights", status: "declined" });
  });

  test("makes /me the Page for a Page token, without accounts", async () => {
    const [pageId, token] = at(Object.entries(tokens().pages), 0);
    expect((await session.get("me", { token })).json).toMatchObject({ id: pageId });
    expect(messageOf(await session.get("me/accounts", { token }))).toBe(
      "(#100) Tried accessing nonexisting field (accounts) on node type (Page)",
    );
  });

  test("lets a Page token read its own account and no other", async () => {
    const [first, second] = session.simulator.world.accounts;
    const token = tokens().pages[String(first?.pageId)] ?? "";
    expect((await session.get(`${first?.id}`, { token })).status).toBe(200);
    expect((await session.get(`${second?.id}`, { token })).json).toMatchObject({
      error: { code: 100, error_subcode: 33, type: "GraphMethodException" },
    });
  });
});

describe("an app that may call nothing", () => {
  test.each([
    ["blocked", 400, 200, "API access blocked."],
    ["deactivated", 200, 200, "API access deactivated. To reactivate, go to the app dashboard."],
    ["without-capability", 400, 3, "(#3) Application does not have the capability to make this API call."],
  ] as const)("is told so when it is %s, on every road", async (appAccess, status, code, message) => {
    const off = await openSession({ world: "tiny", behaviour: { appAccess } });
    const replies = [
      await off.get("v25.0/me/accounts"),
      await off.get("me", { host: "instagram" }),
      await off.batch(["me"]),
    ];
    await off.close();
    for (const reply of replies) {
      expect([reply.status, dig(reply.json, "error", "code"), messageOf(reply)]).toEqual([
        status,
        code,
        message,
      ]);
    }
  });
});

describe("a Page that the person did not grant", () => {
  test("is listed by its business alone, without its Instagram account", async () => {
    const world = { accounts: [{ posts: 1 }, { posts: 1, page: { granted: false } }] };
    const other = await openSession({ world });
    const [, hidden] = other.simulator.world.accounts;
    const pages = await other.get("me/accounts?fields=id");
    const businesses = await other.get(
      "me/businesses?fields=owned_pages{id,instagram_business_account},client_pages{id,access_token,instagram_business_account}",
    );
    const account = await other.get(`${hidden?.id}`);
    await other.close();
    expect(pluck(pages, "id")).not.toContain(hidden?.pageId);
    expect(dig(dataOf(businesses)[0], "client_pages", "data")).toEqual([{ id: hidden?.pageId }]);
    expect(account.json).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });
});

describe("a personal account", () => {
  test("is refused as a whole by the Instagram host and is linked to no Page", async () => {
    const other = await openSession({
      world: { accounts: [{ accountType: "PERSONAL", login: "both", posts: 1 }] },
    });
    const [account] = other.simulator.world.accounts;
    const replies = [
      await other.get("me?fields=user_id", { host: "instagram" }),
      await other.get(`${account?.id}/media`, { host: "instagram" }),
    ];
    const pages = await other.get("me/accounts?fields=id,instagram_business_account");
    await other.close();
    expect(replies.map(messageOf)).toEqual([
      "Unsupported request - method type: get",
      "Unsupported request - method type: get",
    ]);
    expect(dataOf(pages)).toEqual([{ id: account?.pageId }]);
    expect(account?.reachableBy).toEqual({ facebook: false, instagram: false });
  });
});

describe("appsecret_proof", () => {
  test("is checked when it is given", async () => {
    const right = await session.get(`me?appsecret_proof=${proofOf(tokens().user, tokens().appSecret)}`);
    const wrong = await session.get(`me?appsecret_proof=${proofOf(tokens().user, "other")}`);
    expect(right.status).toBe(200);
    expect(wrong.json).toMatchObject({
      error: {
        message: "Invalid appsecret_proof provided in the API argument",
        type: "GraphMethodException",
        code: 100,
      },
    });
  });

  test("can be required, for every token of a batch on its own", async () => {
    const strict = await openSession({ world: "tiny", behaviour: { requireAppsecretProof: true } });
    try {
      const { user, systemUser, appSecret } = strict.simulator.tokens;
      expect(messageOf(await strict.get("me"))).toBe(
        "API calls from the server require an appsecret_proof argument",
      );
      const urls = [
        "me",
        `me?access_token=${systemUser}`,
        `me?access_token=${systemUser}&appsecret_proof=${proofOf(systemUser, appSecret)}`,
      ];
      const reply = await strict.batch(urls, { appsecret_proof: proofOf(user, appSecret) });
      expect([0, 1, 2].map((index) => dig(reply.json, index, "code"))).toEqual([200, 400, 200]);
    } finally {
      await strict.close();
    }
  });
});
