import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dig, messageOf, openSession, type Reply, type Session } from "../../test/session.ts";

let session: Session;

beforeAll(async () => {
  session = await openSession({ world: "tiny" });
});
afterAll(() => session.close());

const get = (path: string, query: Record<string, string>, host: "facebook" | "instagram"): Promise<Reply> =>
  session.get(`${path}?${new URLSearchParams(query).toString()}`, { host, token: null });

describe("exchanging a Facebook token", () => {
  const query = (token: string, secret = session.simulator.tokens.appSecret): Record<string, string> => ({
    grant_type: "fb_exchange_token",
    client_id: session.simulator.tokens.appId,
    client_secret: secret,
    fb_exchange_token: token,
  });

  test("gives a bearer token for sixty days that works", async () => {
    const reply = await get("oauth/access_token", query(session.simulator.tokens.shortLivedUser), "facebook");
    expect(reply.json).toMatchObject({ token_type: "bearer", expires_in: 5_184_000 });
    const token = String(dig(reply.json, "access_token"));
    expect((await session.get("me", { token })).status).toBe(200);
  });

  test("refuses an expired token and a wrong secret", async () => {
    const expired = await get("oauth/access_token", query(session.simulator.tokens.expired), "facebook");
    expect(expired.json).toMatchObject({ error: { code: 190, error_subcode: 463 } });
    const wrong = await get("oauth/access_token", query(session.simulator.tokens.user, "x"), "facebook");
    expect(messageOf(wrong)).toBe("Error validating client secret.");
  });
});

describe("debug_token", () => {
  const app = (): string => `${session.simulator.tokens.appId}|${session.simulator.tokens.appSecret}`;

  test("describes a good token", async () => {
    const input = { input_token: session.simulator.tokens.systemUser, access_token: app() };
    const reply = await get("debug_token", input, "facebook");
    expect(reply.json).toMatchObject({
      data: { type: "SYSTEM_USER", is_valid: true, expires_at: 0, app_id: session.simulator.tokens.appId },
    });
  });

  test("describes a bad one with 200", async () => {
    const input = { input_token: session.simulator.tokens.expired, access_token: app() };
    const reply = await get("debug_token", input, "facebook");
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({ data: { is_valid: false, error: { code: 190, subcode: 463 } } });
    const garbage = await get("debug_token", { input_token: "x", access_token: app() }, "facebook");
    expect(garbage.json).toMatchObject({ data: { is_valid: false, error: { code: 190 } } });
  });

  test("answers on the Instagram host, too", async () => {
    const { instagram } = session.simulator.tokens;
    const reply = await get("debug_token", { input_token: instagram, access_token: instagram }, "instagram");
    expect(reply.json).toMatchObject({ data: { is_valid: true } });
  });
});

describe("Instagram tokens", () => {
  const refresh = (token: string): Promise<Reply> =>
    get("refresh_access_token", { grant_type: "ig_refresh_token", access_token: token }, "instagram");

  test("are refreshed for sixty days without a secret", async () => {
    const reply = await refresh(session.simulator.tokens.instagram);
    expect(reply.json).toMatchObject({ token_type: "bearer", expires_in: 5_184_000 });
    expect(String(dig(reply.json, "permissions")).split(",")).toContain("instagram_business_basic");
  });

  test("may be refreshed without telling how long they live", async () => {
    const silent = await openSession({ world: "tiny", behaviour: { expiresIn: false } });
    const { instagram } = silent.simulator.tokens;
    const query = `grant_type=ig_refresh_token&access_token=${instagram}`;
    const reply = await silent.get(`refresh_access_token?${query}`, { host: "instagram", token: null });
    await silent.close();
    expect(Object.keys(reply.json ?? {})).toEqual(["access_token", "token_type", "permissions"]);
  });

  test("are not refreshed within a day of their issue, nor after they expired", async () => {
    expect((await refresh(session.simulator.tokens.freshInstagram)).status).toBe(400);
    expect((await refresh(session.simulator.tokens.expiredInstagram)).json).toMatchObject({
      error: { code: 190, error_subcode: 463 },
    });
  });

  test("are exchanged when short-lived; a long-lived one answers Session key invalid", async () => {
    const { shortLivedInstagram, instagram, instagramAppSecret } = session.simulator.tokens;
    const exchange = (access_token: string): Promise<Reply> =>
      get(
        "access_token",
        { grant_type: "ig_exchange_token", client_secret: instagramAppSecret, access_token },
        "instagram",
      );
    expect((await exchange(shortLivedInstagram)).json).toMatchObject({ expires_in: 5_184_000 });
    expect(messageOf(await exchange(instagram))).toBe("Session key invalid");
  });

  test("come for a code, with user_id as a bare number above 2^53", async () => {
    const { instagramCode, instagramAppId, instagramAppSecret, appId } = session.simulator.tokens;
    const redeem = async (
      code: string,
      client_id = instagramAppId,
      client_secret = instagramAppSecret,
    ): Promise<{ status: number; text: string }> => {
      const body = new URLSearchParams({
        client_id,
        client_secret,
        grant_type: "authorization_code",
        redirect_uri: "https://example.com/",
        code,
      });
      const url = `${session.simulator.instagramApiUrl}/oauth/access_token`;
      const response = await fetch(url, { method: "POST", body });
      return { status: response.status, text: await response.text() };
    };
    const { text } = await redeem(instagramCode);
    const id = session.simulator.world.accounts[0]?.id ?? "";
    expect(text).toContain(`"user_id": ${id},`);
    expect(Number(id)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
    const refusals = [
      await redeem("nope"),
      await redeem(instagramCode),
      await redeem(instagramCode, appId),
      await redeem(instagramCode, instagramAppId, "wrong"),
    ];
    expect(refusals.map(({ status, text: body }) => [status, JSON.parse(body)])).toEqual(
      [
        "Matching code was not found or was already used",
        "This authorization code has been used",
        "Invalid platform app",
        expect.stringMatching(/^Error validating verification code.*redirect_uri is identical/),
      ].map((error_message) => [400, { error_type: "OAuthException", code: 400, error_message }]),
    );
  });
});
