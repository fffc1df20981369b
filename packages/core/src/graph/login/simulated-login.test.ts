import { describe, expect, test } from "vitest";
import type { RunningSimulator } from "@tap-instagram/graph-simulator";
import { ManualClock } from "test-tools/clock";
import { clientOf, now, simulated } from "../../../test/simulated.ts";
import { createLoginClient, type LoginClient } from "./login-client.ts";
import { readPermissions, requiredScopes } from "./tokens/permissions.ts";
import { tokenEnds, tokenWarnings } from "./tokens/token-ends.ts";

const day = 24 * 60 * 60_000;

function facebookOf({ tokens, url }: RunningSimulator): LoginClient {
  const { appId, appSecret } = tokens;
  const clock = new ManualClock(now);
  return createLoginClient({ login: "facebook", app: { appId, appSecret }, baseUrl: url, clock });
}

function instagramOf({ tokens, instagramUrl }: RunningSimulator): LoginClient {
  const app = { appId: "", appSecret: tokens.instagramAppSecret };
  const clock = new ManualClock(now);
  return createLoginClient({ login: "instagram", app, baseUrl: instagramUrl, clock });
}

describe("tokens", () => {
  test("of Facebook Login are exchanged for long-lived ones that work", async () => {
    const simulator = await simulated();
    const fresh = await facebookOf(simulator).exchangeToken(simulator.tokens.shortLivedUser);
    expect(fresh.expiresAtMs).toBeGreaterThan(now + 50 * day);
    await expect(
      clientOf(simulator, { accessToken: fresh.accessToken }).get({ node: "me" }),
    ).resolves.toHaveProperty("id");
  });

  test("of Instagram Login are exchanged and refreshed", async () => {
    const simulator = await simulated();
    const client = instagramOf(simulator);
    const exchanged = await client.exchangeToken(simulator.tokens.shortLivedInstagram);
    expect(exchanged.expiresAtMs).toBeGreaterThan(now + 50 * day);
    const refreshed = await client.refreshToken(simulator.tokens.instagram);
    expect(refreshed.accessToken).toMatch(/^IG/);
  });

  test("that are expired cannot be refreshed", async () => {
    const simulator = await simulated();
    const { expiredInstagram, expired } = simulator.tokens;
    for (const refused of [
      instagramOf(simulator).refreshToken(expiredInstagram),
      facebookOf(simulator).refreshToken(expired),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: "token-invalid", cause: { reason: "expired" } });
    }
  });

  test("that are long-lived or a day young are not taken for bad ones", async () => {
    const simulator = await simulated();
    const client = instagramOf(simulator);
    await expect(client.exchangeToken(simulator.tokens.instagram)).rejects.toMatchObject({
      code: "refused",
      cause: { reason: "already-long-lived" },
    });
    await expect(client.refreshToken(simulator.tokens.freshInstagram)).rejects.toMatchObject({
      code: "refused",
      hint: expect.stringContaining("a day old"),
    });
  });

  test("tell their kind, permissions and expiry", async () => {
    const simulator = await simulated();
    const { appId, user, withoutInsights, expired } = simulator.tokens;
    const client = facebookOf(simulator);
    const report = await client.debugToken(user);
    expect(report).toMatchObject({ isValid: true, type: "USER", appId, problem: null });
    expect(report.scopes).toEqual(expect.arrayContaining([...requiredScopes.facebook]));
    expect(tokenWarnings(report, "facebook", now)).toEqual([]);
    expect(tokenWarnings(await client.debugToken(withoutInsights), "facebook", now)).toEqual([
      "The access token lacks instagram_manage_insights",
    ]);
    expect(tokenWarnings(await client.debugToken(expired), "facebook", now)[0]).toMatch(
      /^The access token is not valid: /,
    );
  });

  test("of persons and system users tell what was granted and declined, those of Pages do not", async () => {
    const simulator = await simulated();
    const { withoutInsights, systemUser, pages } = simulator.tokens;
    const grants = await readPermissions(clientOf(simulator, { accessToken: withoutInsights }));
    expect(grants).toContainEqual({ permission: "instagram_manage_insights", status: "declined" });
    expect(grants).toContainEqual({ permission: "instagram_basic", status: "granted" });
    await expect(readPermissions(clientOf(simulator, { accessToken: systemUser }))).resolves.not.toEqual([]);
    const accessToken = Object.values(pages)[0] ?? "";
    await expect(readPermissions(clientOf(simulator, { accessToken }))).rejects.toMatchObject({
      kind: "refused-name",
    });
  });
});

describe("the ends of a token", () => {
  const report = {
    isValid: true,
    type: "USER",
    appId: "1",
    userId: null,
    scopes: requiredScopes.facebook,
    granularScopes: [],
    issuedAtMs: null,
    problem: null,
  };

  test("are told fourteen days before, each in its own words", () => {
    const soon = { ...report, expiresAtMs: now + 5.5 * day, dataAccessExpiresAtMs: now + day / 2 };
    expect(tokenEnds(soon, now)).toEqual([
      { what: "token", atMs: now + 5.5 * day, daysLeft: 5 },
      { what: "data-access", atMs: now + day / 2, daysLeft: 0 },
    ]);
    expect(tokenWarnings(soon, "facebook", now)).toEqual([
      "The access token expires in 5 days: make a new one before",
      "The access to data ends within a day: the person has to log in again before",
    ]);
    const later = { ...report, expiresAtMs: null, dataAccessExpiresAtMs: now + 14 * day };
    expect(tokenWarnings(later, "facebook", now)).toEqual([]);
  });

  test("are told when they have passed", () => {
    const over = { ...report, expiresAtMs: null, dataAccessExpiresAtMs: now - 1 };
    expect(tokenEnds(over, now)).toMatchObject([{ what: "data-access", daysLeft: -1 }]);
    expect(tokenWarnings(over, "facebook", now)).toEqual([
      "The access to data has ended, although the token lives on: the person has to log in again",
    ]);
  });
});
