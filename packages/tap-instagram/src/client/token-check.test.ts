import type { SetupName } from "@tap-instagram/graph-simulator";
import type { JsonObject } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { catalogOf, now, run, simulated } from "../../test/run.ts";

const dayMs = 24 * 60 * 60_000;
const catalog = catalogOf({ users: ["username"] });

/** The warnings of a sync in a setup, with the app's id and secret. */
async function warningsIn(world: SetupName | "tiny", more: JsonObject = {}): Promise<string[]> {
  const simulator = await simulated({ world });
  const { appId, appSecret } = simulator.tokens;
  const settings = { app_id: appId, app_secret: appSecret, ...more };
  const { exitCode, log } = await run(simulator, { settings, catalog });
  expect(exitCode).toBe(0);
  return log.split("\n").filter((line) => line.startsWith("WARNING"));
}

/** The same with Instagram Login, where nobody but the settings knows the end. */
async function warningsWithInstagram(expiresAt: string): Promise<string[]> {
  const simulator = await simulated({ world: "tiny" });
  const settings = {
    access_token: simulator.tokens.instagram,
    api_url: simulator.instagramUrl,
    token_expires_at: expiresAt,
  };
  const { exitCode, log } = await run(simulator, { settings, catalog });
  expect(exitCode).toBe(0);
  return log.split("\n").filter((line) => line.startsWith("WARNING"));
}

function inDays(days: number): string {
  return new Date(now + days * dayMs).toISOString();
}

describe("a sync warns once, fourteen days before", () => {
  test("a Facebook token ends, and names the command that renews it", async () => {
    expect(await warningsIn("token-ends-soon")).toEqual([
      expect.stringMatching(
        /The access token ends in 5 days, on 2026-09-27\. Renew it before: tap-instagram auth refresh --config \S+\/config\.json$/,
      ),
    ]);
    expect(await warningsIn("tiny")).toEqual([]);
  });

  test("its access to data ends, which only a login moves", async () => {
    expect(await warningsIn("data-access-ends-soon")).toEqual([
      expect.stringMatching(
        /The access to data ends in 3 days, on 2026-09-25, although the token lives on\. The person has to log in again: tap-instagram auth --config \S+\/config\.json --login facebook$/,
      ),
    ]);
  });

  test("an Instagram token ends, where the settings know it", async () => {
    expect(await warningsWithInstagram(inDays(13.5))).toEqual([
      expect.stringMatching(
        /The access token ends in 13 days, on 2026-10-05, as token_expires_at says\. Renew it before: tap-instagram auth refresh --config/,
      ),
    ]);
    expect(await warningsWithInstagram(inDays(0.5))).toEqual([expect.stringContaining("ends within a day")]);
    expect(await warningsWithInstagram(inDays(-1))).toEqual([
      expect.stringMatching(
        /ended on 2026-09-20.*log in again: tap-instagram auth .* --redirect-url REDIRECT_URL/,
      ),
    ]);
    expect(await warningsWithInstagram(inDays(14.5))).toEqual([]);
  });
});

describe("a sync that fails", () => {
  test.each([
    ["expired", /log in: tap-instagram auth --config \S+\/config\.json --login facebook --app-id APP_ID$/m],
    ["withoutBasic", /tap-instagram check --config \S+\/config\.json$/m],
    ["checkpoint", /CRITICAL (?![^]*tap-instagram auth)/],
  ] as const)("with a token that is %s says which command helps", async (name, words) => {
    const simulator = await simulated({ world: name === "checkpoint" ? "checkpoint" : "tiny" });
    const token = name === "checkpoint" ? simulator.tokens.user : simulator.tokens[name];
    const { exitCode, log } = await run(simulator, { settings: { access_token: token }, catalog });
    expect(exitCode).toBe(3);
    expect(log).toMatch(words);
  });

  test.each([
    ["app-blocked", 3, /CRITICAL .*Open its dashboard/],
    ["outage", 4, /CRITICAL .*\nRun again later\. .*: tap-instagram check --config \S+\/config\.json$/m],
  ] as const)("in the setup %s advises no login that cannot help", async (world, code, words) => {
    const simulator = await simulated({ world });
    const { exitCode, log } = await run(simulator, { settings: { max_retries: 0 }, catalog });
    expect(exitCode).toBe(code);
    expect(log).toMatch(words);
    expect(log).not.toContain("tap-instagram auth");
  });

  test("because nothing may be read says how to find out what is missing", async () => {
    const simulator = await simulated({ world: "tiny" });
    const settings = { access_token: simulator.tokens.withoutInsights };
    const result = await run(simulator, { settings, catalog: catalogOf({ media_insights: "all" }) });
    expect(result.exitCode).toBe(3);
    expect(result.log).toMatch(
      /ERROR Nothing could be read\. Find out what is missing: tap-instagram check --config/,
    );
  });
});
