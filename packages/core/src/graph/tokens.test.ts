import { describe, expect, test } from "vitest";
import { clientOf, now, simulated } from "../../test/simulated.ts";
import { debugToken, exchangeToken, refreshToken, requiredScopes, tokenWarnings } from "./tokens.ts";

describe("tokens", () => {
  test("of Facebook Login are exchanged for long-lived ones that work", async () => {
    const simulator = await simulated();
    const { appId, appSecret, shortLivedUser } = simulator.tokens;
    const fresh = await exchangeToken(
      clientOf(simulator, { accessToken: shortLivedUser }),
      { appId, appSecret },
      shortLivedUser,
    );
    expect(fresh.expiresInSeconds).toBeGreaterThan(50 * 24 * 3600);
    await expect(
      clientOf(simulator, { accessToken: fresh.accessToken }).get({ path: "me" }),
    ).resolves.toHaveProperty("id");
  });

  test("of Instagram Login are exchanged and refreshed", async () => {
    const simulator = await simulated();
    const { instagramAppSecret: appSecret, shortLivedInstagram } = simulator.tokens;
    const graph = clientOf(simulator, { instagram: true, accessToken: shortLivedInstagram });
    const exchanged = await exchangeToken(graph, { appId: "", appSecret }, shortLivedInstagram);
    expect(exchanged.expiresInSeconds).toBeGreaterThan(50 * 24 * 3600);
    const refreshed = await refreshToken(clientOf(simulator, { instagram: true }));
    expect(refreshed.accessToken).toMatch(/^IG/);
  });

  test("that are expired cannot be refreshed", async () => {
    const simulator = await simulated();
    const graph = clientOf(simulator, { instagram: true, accessToken: simulator.tokens.expiredInstagram });
    await expect(refreshToken(graph)).rejects.toMatchObject({ kind: "auth", reason: "expired" });
  });

  test("tell their kind, permissions and expiry", async () => {
    const simulator = await simulated();
    const { appId, appSecret, user, withoutInsights, expired } = simulator.tokens;
    const app = clientOf(simulator, { accessToken: `${appId}|${appSecret}` });
    const report = await debugToken(app, user);
    expect(report).toMatchObject({ isValid: true, type: "USER", appId, problem: null });
    expect(report.scopes).toEqual(expect.arrayContaining([...requiredScopes.facebook]));
    expect(tokenWarnings(report, "facebook", now)).toEqual([]);
    expect(tokenWarnings(await debugToken(app, withoutInsights), "facebook", now)).toEqual([
      "The access token lacks instagram_manage_insights",
    ]);
    expect(tokenWarnings(await debugToken(app, expired), "facebook", now)[0]).toMatch(
      /^The access token is not valid: /,
    );
  });

  test("that end soon are warned of in time", () => {
    const day = 24 * 60 * 60_000;
    const report = {
      isValid: true,
      type: "USER",
      appId: "1",
      scopes: requiredScopes.facebook,
      problem: null,
    };
    expect(
      tokenWarnings(
        { ...report, expiresAtMs: now + 5.5 * day, dataAccessExpiresAtMs: now + day / 2 },
        "facebook",
        now,
      ),
    ).toEqual([
      "The access token expires in 5 days: make a new one before",
      "The access to data ends within a day: make a new one before",
    ]);
    expect(
      tokenWarnings({ ...report, expiresAtMs: null, dataAccessExpiresAtMs: now + 60 * day }, "facebook", now),
    ).toEqual([]);
  });
});
