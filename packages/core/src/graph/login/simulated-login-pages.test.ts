import type { RunningSimulator } from "@tap-instagram/graph-simulator";
import { ManualClock } from "test-tools/clock";
import { describe, expect, test } from "vitest";
import { clientOf, now, simulated } from "../../../test/simulated.ts";
import type { GraphHost } from "../hosts.ts";
import { authorizeUrl } from "./dialog/authorize-url.ts";
import { newLoginState } from "./dialog/login-state.ts";
import { readRedirect, type Redirect } from "./dialog/redirect.ts";
import { createLoginClient, type LoginClient } from "./login-client.ts";
import { requiredScopes } from "./tokens/permissions.ts";

const redirectUri = { facebook: "http://localhost:4567/callback", instagram: "https://example.com/callback" };

function loginClientOf(simulator: RunningSimulator, login: GraphHost): LoginClient {
  const { tokens, url, instagramUrl, loginUrl } = simulator;
  const isFacebook = login === "facebook";
  return createLoginClient({
    login,
    app: isFacebook
      ? { appId: tokens.appId, appSecret: tokens.appSecret }
      : { appId: tokens.instagramAppId, appSecret: tokens.instagramAppSecret },
    baseUrl: isFacebook ? url : instagramUrl,
    loginUrl,
    clock: new ManualClock(now),
  });
}

/** Opens the login page, grants everything, and comes back as the browser would. */
async function logIn(simulator: RunningSimulator, login: GraphHost, decision = "allow"): Promise<Redirect> {
  const { tokens, loginUrl } = simulator;
  const state = newLoginState();
  const address = authorizeUrl({
    login,
    loginUrl,
    appId: login === "facebook" ? tokens.appId : tokens.instagramAppId,
    redirectUri: redirectUri[login],
    state,
    scope: requiredScopes[login],
  });
  const page = await (await fetch(address)).text();
  const fields = Array.from(
    page.matchAll(/<input [^>]*name="([^"]+)"(?: value="([^"]*)")?( checked)?>/g),
  ).map(([, name = "", value = "on"]) => [name, value.replaceAll("&#38;", "&")]);
  const body = new URLSearchParams([...fields, ["decision", decision]]);
  const answer = await fetch(address, { method: "POST", body, redirect: "manual" });
  return readRedirect(answer.headers.get("location") ?? "", { login, state });
}

function codeOf(redirect: Redirect): string {
  if ("error" in redirect) throw redirect.error;
  return redirect.code;
}

describe.each<GraphHost>(["facebook", "instagram"])("a login with %s", (login) => {
  test("goes from the page to a long-lived token that reads", async () => {
    const simulator = await simulated({ world: "tiny" });
    const client = loginClientOf(simulator, login);
    const grant = { code: codeOf(await logIn(simulator, login)), redirectUri: redirectUri[login] };
    const short = await client.exchangeCode(grant);
    if (login === "instagram") {
      expect(short).toMatchObject({
        userId: simulator.world.accounts[0]?.id,
        scopes: requiredScopes.instagram,
        expiresAtMs: null,
      });
    } else expect(short.expiresAtMs).toBe(now + 5_400_000);
    const long = await client.lengthenToken(short);
    expect(long.expiresAtMs).toBeGreaterThan(now + 59 * 86_400_000);
    const baseUrl = login === "facebook" ? simulator.url : simulator.instagramUrl;
    const graph = clientOf(simulator, { accessToken: long.accessToken, baseUrl });
    await expect(graph.get({ node: "me" })).resolves.toHaveProperty("id");
    await expect(client.exchangeCode(grant)).rejects.toMatchObject({ code: "code-used" });
  });

  test("that is cancelled is a denial", async () => {
    const simulator = await simulated({ world: "tiny" });
    expect(await logIn(simulator, login, "deny")).toMatchObject({ error: { code: "denied", login } });
  });

  test("says what is wrong with id, secret and redirect URL", async () => {
    const simulator = await simulated({ world: "tiny" });
    const other = { appId: simulator.tokens.appId, appSecret: "wrong" };
    const isFacebook = login === "facebook";
    const clientWith = (app: { appId: string; appSecret: string }) =>
      createLoginClient({
        login,
        app,
        baseUrl: isFacebook ? simulator.url : simulator.instagramUrl,
        loginUrl: simulator.loginUrl,
      });
    const code = codeOf(await logIn(simulator, login));
    const grant = { code, redirectUri: redirectUri[login] };
    const { instagramAppId } = simulator.tokens;
    const wrongSecret = clientWith(isFacebook ? other : { ...other, appId: instagramAppId });
    await expect(wrongSecret.exchangeCode(grant)).rejects.toMatchObject({
      code: isFacebook ? "app-secret-wrong" : "redirect-or-secret-wrong",
    });
    const wrongId = clientWith(isFacebook ? { ...other, appId: instagramAppId } : other);
    await expect(wrongId.exchangeCode(grant)).rejects.toMatchObject({ code: "app-id-wrong" });
    const right = loginClientOf(simulator, login);
    await expect(right.exchangeCode({ code, redirectUri: `${redirectUri[login]}/` })).rejects.toMatchObject({
      code: isFacebook ? "redirect-wrong" : "redirect-or-secret-wrong",
    });
    await expect(right.exchangeCode(grant)).resolves.toHaveProperty("accessToken");
  });
});
