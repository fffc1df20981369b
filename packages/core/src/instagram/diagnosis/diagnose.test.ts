import { ManualClock } from "test-tools/clock";
import { describe, expect, test } from "vitest";
import { diagnosed, troubles } from "../../../test/diagnosed.ts";
import { scriptedServer, type ScriptedAnswer } from "../../../test/scripted-server.ts";
import { now, simulated, truthOf } from "../../../test/simulated.ts";
import { diagnose, listAccounts } from "./diagnose.ts";
import { decidingFailure, stepIds } from "./diagnosis.ts";

describe("when all is well", () => {
  test("with Facebook Login, every step says so, and a token costs five calls and three per account", async () => {
    const simulator = await simulated({ world: "tiny" });
    const { user } = simulator.tokens;
    const seen: string[] = [];
    const diagnosis = await diagnosed(simulator, { onStep: ({ id }) => seen.push(id) });
    expect(diagnosis.steps.map(({ id, status, code }) => [id, status, code])).toEqual(
      stepIds.map((id) => [id, "ok", null]),
    );
    expect(seen).toEqual(stepIds);
    expect(diagnosis.calls).toBe(4 + 3);
    expect(diagnosis.calls).toBe(simulator.requests().httpRequests);
    expect(diagnosis.token).toMatchObject({
      type: "USER",
      expiresAtMs: expect.any(Number),
      scopes: expect.arrayContaining(["instagram_basic"]),
    });
    const { id, pageId, followers } = truthOf(simulator, "tiny.bakery");
    expect(diagnosis.accounts).toEqual([
      {
        id,
        username: "tiny.bakery",
        name: "Tiny Bakery",
        pageId,
        mediaCount: 7,
        followersCount: followers,
        insights: true,
      },
    ]);
    expect(JSON.stringify(diagnosis)).not.toContain(user);
  });

  test("without the app's credentials, the permissions are asked for and the end stays unknown", async () => {
    const simulator = await simulated({ world: "tiny" });
    const diagnosis = await diagnosed(simulator, { app: undefined });
    expect(troubles(diagnosis)).toEqual([]);
    expect(simulator.requests().byEndpoint).toMatchObject({ "/me/permissions": 1 });
    expect(diagnosis.token).toMatchObject({ type: null, expiresAtMs: null, scopes: expect.any(Array) });
  });

  test("with Instagram Login, the account is its own and the permissions show by what they let through", async () => {
    const simulator = await simulated({ world: "tiny", behaviour: { meShape: "wrapped" } });
    const accessToken = simulator.tokens.instagram;
    const diagnosis = await diagnosed(simulator, { client: { accessToken } });
    expect(diagnosis.steps.map(({ id, status }) => [id, status])).toEqual(
      stepIds.map((id) => [id, id === "permissions" ? "skipped" : "ok"]),
    );
    expect(diagnosis).toMatchObject({
      login: "instagram",
      calls: 2 + 3,
      token: { type: "USER", expiresAtMs: null, scopes: null },
      accounts: [{ username: "tiny.bakery", pageId: null, insights: true }],
    });
  });

  test("with the token of a Page or of a system user, too", async () => {
    const simulator = await simulated({ world: "tiny" });
    const { pages, systemUser } = simulator.tokens;
    const page = { accessToken: Object.values(pages)[0] ?? "" };
    for (const app of [undefined, { appId: simulator.tokens.appId, appSecret: simulator.tokens.appSecret }]) {
      const ofPage = await diagnosed(simulator, { client: page, app });
      expect(troubles(ofPage)).toEqual([]);
      expect(ofPage.token).toMatchObject({ type: "PAGE" });
      expect(ofPage.steps.find(({ id }) => id === "permissions")).toMatchObject({ status: "skipped" });
      expect(ofPage.accounts).toMatchObject([{ username: "tiny.bakery", insights: true }]);
    }
    const ofSystem = await diagnosed(simulator, { client: { accessToken: systemUser } });
    expect(troubles(ofSystem)).toEqual([]);
    expect(ofSystem.token).toMatchObject({ type: "SYSTEM_USER", expiresAtMs: null });
  });

  test("Pages without an account beside others with one are a note and no warning", async () => {
    const simulator = await simulated();
    const diagnosis = await diagnosed(simulator);
    expect(diagnosis.pagesWithoutAccount).toHaveLength(2);
    const accounts = diagnosis.steps.find(({ id }) => id === "accounts");
    expect(accounts).toMatchObject({
      status: "ok",
      message: expect.stringContaining("Page without Instagram 1"),
    });
    expect(diagnosis.accounts.map(({ insights }) => insights)).toEqual([true, true, true, true]);
  });

  test("twenty accounts are tried, and the others are only listed", async () => {
    const accounts = Array.from({ length: 23 }, () => ({ posts: 1, insightDays: 2, followers: 500 }));
    const simulator = await simulated({ world: { accounts } });
    const diagnosis = await diagnosed(simulator);
    expect(diagnosis.accounts.map(({ insights }) => insights)).toEqual([
      ...Array.from({ length: 20 }, () => true),
      null,
      null,
      null,
    ]);
    expect(diagnosis.calls).toBe(4 + 60);
    expect(decidingFailure(diagnosis)).toBeUndefined();
  });
});

describe("a diagnosis", () => {
  const accessToken = "EAAveryLongAndVerySecretToken0123456789";

  async function ofScript(answers: readonly ScriptedAnswer[] | (() => ScriptedAnswer), timeoutMs = 10_000) {
    const { url, requests } = await scriptedServer(answers);
    const clock = new ManualClock(now);
    const diagnosis = await diagnose({
      client: { accessToken, baseUrl: url, clock, requestTimeoutMs: timeoutMs },
    });
    expect(clock.sleeps).toEqual([]);
    return { diagnosis, requests };
  }

  test("repeats a request once where no answer came, and never one that was answered", async () => {
    const silent = await ofScript(() => ({ destroy: "before" }));
    expect(silent.requests).toHaveLength(2);
    expect(silent.diagnosis).toMatchObject({ calls: 2, token: null });
    const busy = await ofScript(() => ({ status: 503, body: "<html>busy</html>" }));
    expect(busy.requests).toHaveLength(1);
    const hanging = await ofScript(() => ({ hang: true }), 30);
    expect(hanging.diagnosis.calls).toBe(1);
    expect(decidingFailure(hanging.diagnosis)).toMatchObject({ code: "api-unreachable", concern: "network" });
  });

  test("asks the API without the token first", async () => {
    const { requests } = await ofScript(() => ({ status: 502, body: "" }));
    expect(requests[0]).toMatchObject({ method: "GET", path: "/v25.0/me" });
    expect(requests[0]?.headers).not.toHaveProperty("authorization");
    expect([...(requests[0]?.query.keys() ?? [])]).toEqual([]);
  });

  test("is ended by an abort, and by nothing else", async () => {
    const stop = new AbortController();
    stop.abort(new Error("stopped"));
    const client = { accessToken, baseUrl: "http://127.0.0.1:9" };
    await expect(diagnose({ client, signal: stop.signal })).rejects.toThrow("stopped");
    await expect(diagnose({ client })).resolves.toHaveProperty("steps");
  });

  test("shows no secret that the API throws back", async () => {
    const echo = `Invalid OAuth access token ${accessToken} with https://x?access_token=${accessToken}`;
    const none = {
      status: 400,
      body: { error: { code: 2500, message: "An active access token must be used" } },
    };
    const refused = { status: 400, body: { error: { code: 190, message: echo } } };
    const { diagnosis } = await ofScript([none, refused]);
    expect(decidingFailure(diagnosis)?.code).toBe("token-invalid");
    expect(JSON.stringify(diagnosis)).not.toContain(accessToken);
  });
});

describe("the list of accounts", () => {
  test("takes one call per account, and neither the probe nor posts", async () => {
    const simulator = await simulated();
    const { accounts, pagesWithoutAccount, calls } = await diagnosed(simulator, { walk: listAccounts });
    expect(accounts.map(({ username, insights }) => [username, insights])).toEqual([
      ["lumen.cykel", true],
      ["brod_och_salt", true],
      ["atelje.norr", true],
      ["nya.kontoret", true],
    ]);
    expect(pagesWithoutAccount.map(({ name }) => name)).toEqual([
      "Page without Instagram 2",
      "Page without Instagram 1",
    ]);
    expect(calls).toBe(3 + 4);
    expect(simulator.requests().byEndpoint).toEqual({
      "/me": 1,
      "/debug_token": 1,
      "/me/accounts": 1,
      "/{ig-user}/insights": 4,
    });
  });

  test("of a token without the permission for insights says so of each account", async () => {
    const simulator = await simulated();
    const accessToken = simulator.tokens.withoutInsights;
    const { accounts } = await diagnosed(simulator, { walk: listAccounts, client: { accessToken } });
    expect(accounts.map(({ insights }) => insights)).toEqual([false, false, false, false]);
  });

  test("reads an account by its id where the list hides its Page", async () => {
    const simulator = await simulated();
    const accessToken = simulator.tokens.withoutBusiness;
    const { id, pageId } = truthOf(simulator, "lumen.cykel");
    const only = [id, String(pageId)];
    const { accounts } = await diagnosed(simulator, { walk: listAccounts, client: { accessToken }, only });
    expect(accounts[0]).toMatchObject({ id, pageId: null, insights: true });
  });

  test("is empty with a reason where there is none", async () => {
    const simulator = await simulated({ world: { accounts: [], pagesWithoutAccount: 1 } });
    const diagnosis = await diagnosed(simulator, { walk: listAccounts });
    expect(diagnosis.accounts).toEqual([]);
    expect(diagnosis.calls).toBeLessThanOrEqual(5);
    expect(decidingFailure(diagnosis)).toMatchObject({ code: "page-without-account", concern: "access" });
  });
});
