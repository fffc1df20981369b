import { chmodSync, readFileSync, statSync } from "node:fs";
import { setupNames, type SetupName, type SimulatorOptions } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { built } from "../commands.ts";
import { expectNoToken, runNode } from "../processes.ts";
import { expectNone, setupWorld, writeConfig, type Login, type SetupWorld } from "./setup-world.ts";
import { tapHere } from "../tap-here.ts";

/** What `check` says of a setup: its exit code, the code of what it found, and some of the words for people. */
type Verdict = readonly [exitCode: number, code: string | null, words: RegExp];

const well: Verdict = [0, null, /^All is well \(\d API calls\)$/m];

/** Every broken setup of the simulator, with the login that it is broken for. */
const verdicts: Readonly<Record<SetupName, readonly [Login, Verdict]>> = {
  "cut-token": ["facebook", [3, "token-invalid", /Paste the token whole/]],
  "swapped-tokens": ["instagram", [3, "token-wrong-login", /Set login to auto/]],
  "expired-token": [
    "facebook",
    [3, "token-expired", /ended on 20.*Log in again \(tap-instagram auth --config/s],
  ],
  "token-ends-soon": [
    "facebook",
    [0, "token-ends-soon", /ends in 5 days.*tap-instagram auth refresh --config \/\S+config\.json/s],
  ],
  "app-removed": ["instagram", [3, "token-revoked", /removed the app/]],
  "password-changed": ["facebook", [3, "token-revoked", /changed the password/]],
  "logged-out": ["facebook", [3, "token-revoked", /logged out.*system user/s]],
  checkpoint: ["facebook", [3, "account-checkpoint", /same token works afterwards/]],
  "unconfirmed-account": ["instagram", [3, "account-checkpoint", /confirm the account/]],
  "without-insights": [
    "instagram",
    [3, "permission-missing", /instagram_business_manage_insights.*Click: App dashboard > Instagram/s],
  ],
  "without-basic": ["facebook", [3, "permission-missing", /permission instagram_basic\./]],
  "without-pages-list": ["facebook", [3, "permission-missing", /permission pages_show_list\./]],
  "without-pages-engagement": ["facebook", [3, "permission-missing", /permission pages_read_engagement\./]],
  "portfolio-pages": ["facebook", [3, "pages-hidden", /business_management or ads_read/]],
  "no-pages": ["facebook", [3, "no-pages", /sees no Facebook Page/]],
  "page-without-account": [
    "facebook",
    [3, "page-without-account", /Page without Instagram 1.*Click: Page > Settings > Linked accounts/s],
  ],
  "account-not-ticked": [
    "facebook",
    [0, null, /1 account was ticked\. If one is missing, log in again, choose "Edit settings"/],
  ],
  "personal-account": ["instagram", [3, "account-not-professional", /Switch to professional account/]],
  "tester-not-accepted": ["instagram", well],
  "few-followers": ["facebook", [0, "few-followers", /64 followers.*not an error/]],
  "insights-refused": ["facebook", [4, "insights-refused", /second\.bakery \(\d+\) are refused/]],
  "app-blocked": ["facebook", [3, "app-blocked", /Required actions/]],
  "proof-required": ["facebook", [3, "app-secret-missing", /Require app secret/]],
  "wrong-secret": ["facebook", [3, "app-secret-wrong", /Copy app_id and app_secret again/]],
  "other-app": ["facebook", [3, "token-other-app", /one and the same app/]],
  "meta-app-id": ["instagram", well],
  "live-app": ["facebook", well],
  "quota-gone": ["facebook", [5, "quota-exhausted", /comes back in about 24 hours/]],
  "app-quota-gone": ["facebook", [5, "quota-exhausted", /does not say for how long/]],
  "quota-nearly-gone": ["instagram", [0, "quota-high", /used up to 85 %/]],
  "data-access-over": ["facebook", [3, "token-expired", /access to data ended on/]],
  "data-access-ends-soon": ["facebook", [0, "data-access-ends-soon", /ends in 3 days/]],
  outage: ["facebook", [4, "api-unreachable", /API answers, but it fails.*token is not the cause/]],
  proxy: ["instagram", [4, "api-unreachable", /a proxy or a firewall/]],
};

const runCheck = (...flags: readonly string[]) => tapHere(["check", ...flags]);

/** Checks as a person and as a script; both must come to the same, within the calls, and write nothing. */
async function check(world: SetupWorld, more: object = {}) {
  const { settings, secrets, simulator } = world;
  const config = writeConfig(world, { ...settings, ...more });
  const before = readFileSync(config, "utf8");
  const [person, script] = await Promise.all([
    runCheck("--config", config),
    runCheck("--config", config, "--json"),
  ]);
  const asked = simulator.requests();
  const written = person.stdout + person.stderr + script.stdout + script.stderr;
  expectNone(secrets, written);
  expectNoToken(written);
  expect(readFileSync(config, "utf8")).toBe(before);
  expect(asked.entries.every(({ method }) => method === "GET")).toBe(true);
  const document: {
    ok: boolean;
    exit_code: number;
    calls: number;
    accounts: unknown[];
    steps: { id: string; status: string; code: string | null; fix: string | null; link: string | null }[];
  } = JSON.parse(script.stdout);
  expect(script.code).toBe(person.code);
  expect({ ok: document.ok, exit_code: document.exit_code }).toEqual({
    ok: person.code === 0,
    exit_code: person.code,
  });
  expect(document.calls * 2).toBe(asked.httpRequests);
  expect(document.calls).toBeLessThanOrEqual(8 + 3 * Math.max(1, document.accounts.length));
  for (const { status, code, fix, link } of document.steps) {
    const isTrouble = status === "warning" || status === "failed";
    expect([code !== null, fix !== null, link?.startsWith("https://") ?? false]).toEqual(
      Array.from({ length: 3 }, () => isTrouble),
    );
    if (isTrouble) expect(person.stdout).toContain(`Fix: ${fix}\n`);
  }
  return { code: person.code, text: person.stdout, document };
}

/** The app's id and secret, where the person has put them into the settings. */
function appOf({ appId, appSecret }: SetupWorld): object {
  return { app_id: appId, app_secret: appSecret };
}

describe("check, in a setup that is broken", () => {
  test.each([...setupNames])("%s, says what it is and what to do", async (name) => {
    const [login, [exitCode, code, words]] = verdicts[name];
    const world = await setupWorld(login, { world: name });
    const more = name === "proof-required" ? {} : appOf(world);
    const named = name === "swapped-tokens" ? { login } : {};
    const { code: ended, text, document } = await check(world, { ...more, ...named });
    expect(ended).toBe(exitCode);
    expect(text).toMatch(words);
    const codes = document.steps.flatMap((step) => step.code ?? []);
    expect([...new Set(codes)]).toEqual(code === null ? [] : [code]);
  });

  test.each<[string, object, Verdict, SimulatorOptions?]>([
    ["a version that never was", { api_version: "v99.0" }, [1, "version-unknown", /has no version v99\.0/]],
    ["a version that has ended", { api_version: "v18.0" }, [0, "version-retired", /Version v18\.0/]],
    [
      "the id of no account",
      { accounts: ["17841400000000099"] },
      [3, "account-not-visible", /17841400000000099/],
    ],
    [
      "the id of no account beside one that is there",
      { accounts: ["tiny.bakery", "17841400000000099"] },
      [4, "account-not-visible", /It sees tiny\.bakery/],
    ],
    [
      "two values that cannot be",
      { page_size: 0, login: "meta" },
      [1, "settings-invalid", /page_size.*login|login.*page_size/],
    ],
    [
      "no server at the address",
      { api_url: "http://127.0.0.1:9" },
      [4, "api-unreachable", /does not answer/],
    ],
  ])("with %s in the settings, too", async (_what, more, [exitCode, code, words]) => {
    const world = await setupWorld("facebook");
    const { settings } = world;
    const config = writeConfig(world, { ...settings, ...more });
    const { code: ended, stdout } = await runCheck("--config", config);
    const json = JSON.parse((await runCheck("--config", config, "--json")).stdout);
    expect({ ended, exit_code: json.exit_code }).toEqual({ ended: exitCode, exit_code: exitCode });
    expect(stdout).toMatch(words);
    expect(json.steps.map((step: { code: string | null }) => step.code)).toContain(code);
  });
});

describe("check", () => {
  test("reads settings from the environment, and leaves a file that others may read as it is", async () => {
    const world = await setupWorld("instagram");
    const config = writeConfig(world, { user_agent: "mine" });
    chmodSync(config, 0o644);
    const env = {
      TAP_INSTAGRAM_ACCESS_TOKEN: world.token,
      TAP_INSTAGRAM_API_URL: world.simulator.instagramUrl,
    };
    const { code, stdout } = await runNode([built.tap, "check", "--config", config, "--config", "ENV"], {
      env,
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok +settings/);
    expect(statSync(config).mode & 0o777).toBe(0o644);
  });

  test("has its keys always, also where nothing could be asked", async () => {
    const { code, stdout } = await runCheck("--config", "/nowhere.json", "--json");
    expect(code).toBe(1);
    const document = JSON.parse(stdout);
    expect(Object.keys(document)).toEqual([
      "ok",
      "exit_code",
      "login",
      "api_version",
      "calls",
      "token",
      "steps",
      "accounts",
    ]);
    expect(document).toMatchObject({ ok: false, calls: 0, token: null, accounts: [] });
    expect(document.steps.map((step: { id: string }) => step.id)).toEqual([
      "settings",
      "api",
      "token",
      "permissions",
      "accounts",
      "insights",
      "quota",
    ]);
    for (const step of document.steps)
      expect(Object.keys(step)).toEqual(["id", "status", "code", "message", "fix", "link", "account"]);
  });

  test("says the login of settings that cannot be used, where that is known", async () => {
    const world = await setupWorld("instagram");
    const config = writeConfig(world, { ...world.settings, page_size: "many", api_version: "v24.0" });
    const { stdout } = await runCheck("--config", config, "--json");
    expect(JSON.parse(stdout)).toMatchObject({ exit_code: 1, login: "instagram", api_version: "v24.0" });
  });
});
