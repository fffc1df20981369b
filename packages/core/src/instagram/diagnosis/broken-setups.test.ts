import type { FaultAnswer, FaultMatch, SimulatorOptions } from "@tap-instagram/graph-simulator";
import { ManualClock } from "test-tools/clock";
import { describe, expect, test } from "vitest";
import { diagnosed, troubles, wordsOf, type Diagnosed } from "../../../test/diagnosed.ts";
import { now, simulated, truthOf } from "../../../test/simulated.ts";
import { requiredScopes } from "../../graph/login/tokens/permissions.ts";
import { decidingFailure, stepIds, type Concern, type DiagnosisCode, type StepId } from "./diagnosis.ts";

/** A broken setup, and what is said of it. */
interface Broken {
  setup: string;
  /** Default: the Facebook user's. */
  token?: string | undefined;
  simulator?: SimulatorOptions | undefined;
  faults?: readonly { match?: FaultMatch | undefined; answer: FaultAnswer }[] | undefined;
  options?: Diagnosed | undefined;
  step: StepId;
  code: DiagnosisCode;
  /** `null` for a warning. */
  concern: Concern | null;
  words: RegExp;
}

const atToken = { host: "facebook", template: "/me" } as const;
const withToken = (answer: FaultAnswer) => [{ match: { ...atToken, query: { fields: "id" } }, answer }];
const onInstagram = (answer: FaultAnswer) => [
  { match: { host: "instagram", template: "/me", query: { fields: "user_id" } } as const, answer },
];

const brokenSetups: readonly Broken[] = [
  {
    setup: "a token that is cut",
    token: "EAAGcut",
    step: "token",
    code: "token-invalid",
    concern: "access",
    words: /Paste the token whole.*EAA.*Graph API Explorer/,
  },
  {
    setup: "a token of the other host",
    options: { client: { accessToken: "IGAAxyz", host: "facebook" } },
    step: "token",
    code: "token-wrong-login",
    concern: "access",
    words: /login: facebook.*begins with IG.*Set login to auto/,
  },
  {
    setup: "a token of the other host, the other way round",
    options: { client: { accessToken: "EAAGxyz", host: "instagram" } },
    step: "token",
    code: "token-wrong-login",
    concern: "access",
    words: /login: instagram/,
  },
  {
    setup: "the token of an app",
    token: "1234567890|0123456789abcdef",
    step: "token",
    code: "token-invalid",
    concern: "access",
    words: /that of an app/,
  },
  {
    setup: "an expired token",
    token: "expired",
    step: "token",
    code: "token-expired",
    concern: "access",
    words: /ended on 2026-09-20 19:00 UTC.*system user/,
  },
  {
    setup: "an expired token, without the app",
    token: "expired",
    options: { app: undefined },
    step: "token",
    code: "token-expired",
    concern: "access",
    words: /ended on 2026-09-20 19:00 UTC/,
  },
  {
    setup: "an expired token of Instagram",
    token: "expiredInstagram",
    step: "token",
    code: "token-expired",
    concern: "access",
    words: /ended on .*Log in again.*60 days/,
  },
  {
    setup: "an app that was removed",
    token: "appRemoved",
    step: "token",
    code: "token-revoked",
    concern: "access",
    words: /removed the app.*Log in again/,
  },
  {
    setup: "a password that was changed",
    faults: withToken({
      code: 190,
      subcode: 460,
      message: "The session has been invalidated because the user changed the password.",
    }),
    step: "token",
    code: "token-revoked",
    concern: "access",
    words: /changed the password/,
  },
  {
    setup: "a person who logged out",
    faults: withToken({
      code: 190,
      subcode: 467,
      message: "The session is invalid because the user logged out.",
    }),
    step: "token",
    code: "token-revoked",
    concern: "access",
    words: /logged out/,
  },
  {
    setup: "a checkpoint",
    faults: withToken({
      code: 190,
      subcode: 459,
      message: "The session is invalid because the user has been checkpointed",
    }),
    step: "token",
    code: "account-checkpoint",
    concern: "access",
    words: /facebook\.com.*do what it asks.*same token works/,
  },
  {
    setup: "an unconfirmed account",
    faults: withToken({
      code: 190,
      subcode: 464,
      message: "Sessions for the user are not allowed because the user is not a confirmed user.",
    }),
    step: "token",
    code: "account-checkpoint",
    concern: "access",
    words: /not confirmed.*confirm the account.*same token works/,
  },
  {
    setup: "a checkpoint of Instagram",
    token: "instagram",
    faults: onInstagram({ code: 190, subcode: 459, message: "checkpoint" }),
    step: "token",
    code: "account-checkpoint",
    concern: "access",
    words: /instagram\.com/,
  },
  {
    setup: "a blocked app",
    simulator: { behaviour: { appAccess: "blocked" } },
    step: "token",
    code: "app-blocked",
    concern: "access",
    words: /API access blocked.*Required actions.*new token does not help/,
  },
  {
    setup: "a blocked app with Instagram Login",
    token: "instagram",
    simulator: { behaviour: { appAccess: "blocked" } },
    step: "token",
    code: "app-blocked",
    concern: "access",
    words: /Alerts/,
  },
  {
    setup: "an app that is switched off",
    simulator: { behaviour: { appAccess: "deactivated" } },
    step: "token",
    code: "app-blocked",
    concern: "access",
    words: /dashboard/,
  },
  {
    setup: "an app without the capability",
    simulator: { behaviour: { appAccess: "without-capability" } },
    step: "token",
    code: "app-blocked",
    concern: "access",
    words: /capability/,
  },
  {
    setup: "a proof that is wanted",
    simulator: { behaviour: { requireAppsecretProof: true } },
    step: "token",
    code: "app-secret-missing",
    concern: "access",
    words: /Set app_secret.*Require app secret/,
  },
  {
    setup: "a wrong app secret",
    options: { client: { appSecret: "0123456789abcdef" } },
    step: "token",
    code: "app-secret-wrong",
    concern: "access",
    words: /Copy app_id and app_secret again/,
  },
  {
    setup: "a wrong app secret, for looking up only",
    options: { app: { appId: "77", appSecret: "0123456789abcdef" } },
    step: "token",
    code: "app-secret-wrong",
    concern: "access",
    words: /app secret/,
  },
  {
    setup: "a token of another app",
    faults: [
      {
        match: { template: "/debug_token" },
        answer: { code: 100, message: "(#100) The App_id in the input_token did not match the Viewing App" },
      },
    ],
    step: "token",
    code: "token-other-app",
    concern: "access",
    words: /another app.*one and the same app/,
  },
  {
    setup: "a token that ends soon",
    faults: [
      { match: { template: "/debug_token" }, answer: reportOf({ expires_at: now / 1000 + 8.5 * 86_400 }) },
    ],
    step: "token",
    code: "token-ends-soon",
    concern: null,
    words: /ends in 8 days/,
  },
  {
    setup: "access to data that ends soon",
    faults: [
      { match: { template: "/debug_token" }, answer: reportOf({ data_access_expires_at: now / 1000 + 60 }) },
    ],
    step: "token",
    code: "data-access-ends-soon",
    concern: null,
    words: /ends within a day.*renewing the token does not help/,
  },
  {
    setup: "a personal account",
    token: "instagram",
    faults: onInstagram({
      code: 100,
      type: "IGApiException",
      message: "Unsupported request - method type: get",
    }),
    step: "token",
    code: "account-not-professional",
    concern: "access",
    words: /personal.*Switch to professional/,
  },
  ...requiredScopes.facebook.map((permission): Broken => ({
    setup: `without the permission ${permission}`,
    simulator: { world: "tiny" },
    options: { settingsProblems: [] },
    faults: [
      {
        match: { template: "/debug_token" },
        answer: reportOf({ scopes: requiredScopes.facebook.filter((scope) => scope !== permission) }),
      },
    ],
    step: "permissions",
    code: "permission-missing",
    concern: "access",
    words: new RegExp(`permission ${permission}.*"Edit settings" and allow ${permission}.*App Review`),
  })),
  {
    setup: "with a permission that was declined",
    token: "withoutInsights",
    options: { app: undefined },
    step: "permissions",
    code: "permission-missing",
    concern: "access",
    words: /declined the permission instagram_manage_insights/,
  },
  {
    setup: "Instagram without the permission for insights",
    token: "instagramWithoutInsights",
    step: "insights",
    code: "permission-missing",
    concern: "access",
    words: /instagram_business_manage_insights/,
  },
  {
    setup: "Instagram without the basic permission",
    token: "instagram",
    faults: onInstagram({ code: 10 }),
    step: "accounts",
    code: "permission-missing",
    concern: "access",
    words: /instagram_business_basic/,
  },
  {
    setup: "Pages that a portfolio owns",
    token: "withoutBusiness",
    step: "accounts",
    code: "pages-hidden",
    concern: "access",
    words: /portfolio.*business_management or ads_read.*Business settings \| Accounts \| Pages/,
  },
  {
    setup: "Pages that a portfolio owns, said with code 200",
    token: "withoutBusiness",
    faults: [{ match: { template: "/me/businesses" }, answer: { code: 200 } }],
    step: "accounts",
    code: "pages-hidden",
    concern: "access",
    words: /portfolio/,
  },
  {
    setup: "no Page at all",
    simulator: { world: { accounts: [] } },
    step: "accounts",
    code: "no-pages",
    concern: "access",
    words: /no Facebook Page.*Make a Page and link/,
  },
  {
    setup: "a Page without an account",
    simulator: { world: { accounts: [], pagesWithoutAccount: 2 } },
    step: "accounts",
    code: "page-without-account",
    concern: "access",
    words: /Page without Instagram 1 \(\d+\).*Linked accounts/,
  },
  {
    setup: "a wrong id in accounts",
    options: { only: ["17841400000000009"] },
    step: "accounts",
    code: "account-not-visible",
    concern: "access",
    words: /17841400000000009.*It sees lumen\.cykel \(\d+\)/,
  },
  {
    setup: "a wrong name among right ones",
    options: { only: ["lumen.cykel", "@nobody"] },
    step: "accounts",
    code: "account-not-visible",
    concern: "some",
    words: /nobody/,
  },
  {
    setup: "another account than Instagram's own",
    token: "instagram",
    options: { only: ["other"] },
    step: "accounts",
    code: "account-not-visible",
    concern: "access",
    words: /reads its own account only/,
  },
  {
    setup: "nothing left",
    options: { except: ["lumen.cykel", "brod_och_salt", "atelje.norr", "nya.kontoret"] },
    step: "accounts",
    code: "account-not-visible",
    concern: "access",
    words: /No account is left/,
  },
  {
    setup: "insights refused for one account of many",
    faults: [{ match: { template: "/{ig-user}/insights", nth: 2 }, answer: { code: 10 } }],
    step: "insights",
    code: "insights-refused",
    concern: "some",
    words: /\w+ \(\d+\) are refused/,
  },
  {
    setup: "insights refused for all, although permitted",
    faults: [{ match: { template: "/{ig-user}/insights" }, answer: { code: 10 } }],
    step: "insights",
    code: "permission-missing",
    concern: "access",
    words: /has the permission instagram_manage_insights.*ANALYZE.*App Review/,
  },
  {
    setup: "few followers",
    step: "insights",
    code: "few-followers",
    concern: null,
    words: /64 followers.*not an error/,
  },
  {
    setup: "no quota for the app",
    faults: withToken({ code: 4 }),
    step: "token",
    code: "quota-exhausted",
    concern: "quota",
    words: /used up.*who else uses this app/,
  },
  {
    setup: "no quota for the user",
    faults: withToken({ code: 17 }),
    step: "token",
    code: "quota-exhausted",
    concern: "quota",
    words: /does not say for how long/,
  },
  {
    setup: "no quota for an account",
    simulator: { quota: { callsPerDay: 1 }, world: "tiny" },
    step: "insights",
    code: "quota-exhausted",
    concern: "quota",
    words: /comes back in about 24 hours/,
  },
  {
    setup: "much of the quota used",
    simulator: { quota: { appCallsPerHour: 3 }, world: "tiny" },
    options: { app: undefined },
    step: "quota",
    code: "quota-high",
    concern: null,
    words: /used up to \d+ %/,
  },
  {
    setup: "a version that never was",
    options: { client: { apiVersion: "v99.0" } },
    step: "api",
    code: "version-unknown",
    concern: "settings",
    words: /no version v99\.0.*v25\.0, v26\.0, v27\.0/,
  },
  {
    setup: "a version that never was, with Instagram Login",
    token: "instagram",
    simulator: { behaviour: { unknownVersionOnInstagramHost: "unsupported" } },
    options: { client: { apiVersion: "v99.0" } },
    step: "api",
    code: "version-unknown",
    concern: "settings",
    words: /no version v99\.0/,
  },
  {
    setup: "a version that has ended",
    simulator: { now: () => Date.UTC(2027, 0, 25) },
    options: { client: { apiVersion: "v20.0", clock: new ManualClock(Date.UTC(2027, 0, 25)) } },
    step: "api",
    code: "version-retired",
    concern: null,
    words: /ended on 2026-09-24: v22\.0 answers/,
  },
  {
    setup: "a version from before the table",
    options: { client: { apiVersion: "v12.0" } },
    step: "api",
    code: "version-retired",
    concern: null,
    words: /v12\.0 has ended/,
  },
  {
    setup: "a version that ends soon",
    simulator: { now: () => Date.UTC(2026, 7, 1) },
    options: { client: { apiVersion: "v20.0", clock: new ManualClock(Date.UTC(2026, 7, 1)) } },
    step: "api",
    code: "version-ends-soon",
    concern: null,
    words: /ends on 2026-09-24/,
  },
  {
    setup: "an outage",
    faults: [{ answer: { code: 2 } }],
    step: "api",
    code: "api-unreachable",
    concern: "network",
    words: /token is not the cause/,
  },
  {
    setup: "a proxy",
    faults: [{ answer: "html" }],
    step: "api",
    code: "api-unreachable",
    concern: "network",
    words: /but not the API.*proxy/,
  },
  {
    setup: "broken JSON",
    faults: [{ answer: "truncated-json" }],
    step: "api",
    code: "api-unreachable",
    concern: "network",
    words: /token is not the cause/,
  },
  {
    setup: "no route",
    options: { client: { baseUrl: "http://127.0.0.1:9" } },
    step: "api",
    code: "api-unreachable",
    concern: "network",
    words: /does not answer/,
  },
  {
    setup: "an outage in the middle",
    faults: [{ match: { template: "/me/accounts" }, answer: { code: 2 } }],
    step: "accounts",
    code: "api-unreachable",
    concern: "network",
    words: /token is not the cause/,
  },
  {
    setup: "settings that do not fit",
    options: { settingsProblems: ["start_date: wanted a date, found x", "shard: y"] },
    step: "settings",
    code: "settings-invalid",
    concern: "settings",
    words: /start_date: wanted a date, found x; shard: y/,
  },
];

function reportOf(data: { [field: string]: unknown }): FaultAnswer {
  return {
    status: 200,
    body: { data: { is_valid: true, type: "USER", scopes: requiredScopes.facebook, ...data } },
  };
}

describe("a broken setup", () => {
  test.each(brokenSetups)("$setup: $code", async (broken) => {
    const simulator = await simulated(broken.simulator);
    for (const fault of broken.faults ?? []) simulator.faults.add(fault);
    const { token = "user", options = {} } = broken;
    const named: unknown = Reflect.get(simulator.tokens, token);
    const accessToken = typeof named === "string" ? named : token;
    const diagnosis = await diagnosed(simulator, {
      ...options,
      client: { accessToken, ...options.client },
    });

    const found = troubles(diagnosis).find(({ code }) => code === broken.code);
    expect(found).toMatchObject({
      id: broken.step,
      status: broken.concern === null ? "warning" : "failed",
      concern: broken.concern,
    });
    expect(wordsOf(found)).toMatch(broken.words);
    if (broken.concern !== null) expect(decidingFailure(diagnosis)?.code).toBe(broken.code);

    const ids = diagnosis.steps.map(({ id }) => id);
    expect([...new Set(ids)]).toEqual(stepIds);
    expect(ids).toEqual(ids.toSorted((one, other) => stepIds.indexOf(one) - stepIds.indexOf(other)));
    for (const step of troubles(diagnosis)) {
      expect(step.fix).toMatch(/^\S.*[^.\s]$/);
      expect(step.link).toMatch(/^https:\/\//);
    }
    const { appSecret, user } = simulator.tokens;
    for (const secret of [appSecret, user, accessToken].filter((text) => text.length > 8))
      expect(JSON.stringify(diagnosis)).not.toContain(secret);
  });

  test("lists every permission that is missing, one step each", async () => {
    const simulator = await simulated();
    simulator.faults.add({
      match: { template: "/me/permissions" },
      answer: { status: 200, body: { data: [{ permission: "instagram_basic", status: "expired" }] } },
    });
    const { steps } = await diagnosed(simulator, { app: undefined });
    const missing = steps.filter(({ code }) => code === "permission-missing");
    expect(missing.map(({ clicks }) => clicks?.at(-1))).toEqual([
      "instagram_basic",
      "instagram_manage_insights",
      "pages_show_list",
      "pages_read_engagement",
    ]);
    expect(wordsOf(missing[0])).toMatch(/has expired/);
  });

  test("of data that may not be read any more is told from a bad token", async () => {
    const simulator = await simulated();
    const answer = reportOf({ expires_at: 0, data_access_expires_at: now / 1000 - 60 });
    simulator.faults.add({ match: { template: "/debug_token" }, answer });
    const still = await diagnosed(simulator);
    expect(wordsOf(decidingFailure(still))).toMatch(
      /access to data ended on 2026-09-21.*renewing the token does not help/,
    );
    simulator.faults.add({ match: { template: "/me", query: { fields: "id" } }, answer: { code: 190 } });
    const refused = await diagnosed(simulator);
    expect(decidingFailure(refused)).toMatchObject({ id: "token", code: "token-expired" });
    expect(wordsOf(decidingFailure(refused))).toMatch(/access to data ended/);
  });

  test("that ended before its time is not said to end on a day to come", async () => {
    const simulator = await simulated();
    const report = reportOf({ expires_at: now / 1000 + 86_400 });
    simulator.faults.add({ match: { template: "/debug_token" }, answer: report });
    const answer = { code: 190, subcode: 463, message: "Session has expired" };
    simulator.faults.add({ match: { template: "/me", query: { fields: "id" } }, answer });
    const failure = decidingFailure(await diagnosed(simulator));
    expect(failure).toMatchObject({ code: "token-expired", message: "The access token ended" });
  });

  test("of an account that was not ticked names those that were", async () => {
    const simulator = await simulated();
    const ticked = truthOf(simulator, "lumen.cykel").id;
    const answer = reportOf({ granular_scopes: [{ scope: "instagram_basic", target_ids: [ticked] }] });
    simulator.faults.add({ match: { template: "/debug_token" }, answer });
    const diagnosis = await diagnosed(simulator, { only: ["lumen.cykel", "17841400000000009"] });
    expect(wordsOf(decidingFailure(diagnosis))).toMatch(
      new RegExp(`17841400000000009.*ticked ${ticked} \\|.*not ticked in the login.*Edit settings`),
    );
  });

  test("names the command that logs in, where there is one", async () => {
    const simulator = await simulated();
    const { expired } = simulator.tokens;
    const diagnosis = await diagnosed(simulator, {
      client: { accessToken: expired },
      loginCommand: "tap-instagram auth --config config.json",
    });
    expect(decidingFailure(diagnosis)?.fix).toContain(
      "Log in again (tap-instagram auth --config config.json)",
    );
  });
});
