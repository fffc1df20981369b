import { setupNames, type SetupName } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { diagnosed, troubles, wordsOf } from "../../../test/diagnosed.ts";
import { simulated } from "../../../test/simulated.ts";
import type { DiagnosisCode } from "./diagnosis.ts";

/** What a diagnosis finds in a setup, with each login: the code, and some of the words. `null`: nothing is wrong. */
type Finding = readonly [code: DiagnosisCode, words: RegExp] | null;

const findings: { readonly [Setup in SetupName]: { facebook: Finding; instagram: Finding } } = {
  "cut-token": both("token-invalid", /Paste the token whole/),
  "swapped-tokens": both("token-wrong-login", /Set login to auto/),
  "expired-token": both("token-expired", /ended on .*Log in again/),
  "token-ends-soon": { facebook: ["token-ends-soon", /in 5 days/], instagram: null },
  "app-removed": both("token-revoked", /removed the app/),
  "password-changed": both("token-revoked", /changed the password/),
  "logged-out": both("token-revoked", /logged out/),
  checkpoint: both("account-checkpoint", /do what it asks.*same token works/),
  "unconfirmed-account": both("account-checkpoint", /confirm the account.*same token works/),
  "without-insights": {
    facebook: ["permission-missing", /instagram_manage_insights.*Edit settings/],
    instagram: ["permission-missing", /instagram_business_manage_insights/],
  },
  "without-basic": {
    facebook: ["permission-missing", /permission instagram_basic/],
    instagram: ["permission-missing", /permission instagram_business_basic/],
  },
  "without-pages-list": { facebook: ["permission-missing", /permission pages_show_list/], instagram: null },
  "without-pages-engagement": {
    facebook: ["permission-missing", /permission pages_read_engagement/],
    instagram: null,
  },
  "portfolio-pages": { facebook: ["pages-hidden", /business_management or ads_read/], instagram: null },
  "no-pages": { facebook: ["no-pages", /sees no Facebook Page/], instagram: null },
  "page-without-account": {
    facebook: ["page-without-account", /Page without Instagram 1.*Linked accounts/],
    instagram: null,
  },
  "account-not-ticked": { facebook: null, instagram: null },
  "personal-account": {
    facebook: ["page-without-account", /Business or Creator/],
    instagram: ["account-not-professional", /Switch to professional/],
  },
  "tester-not-accepted": both(null),
  "few-followers": both("few-followers", /64 followers.*not an error/),
  "insights-refused": {
    facebook: ["insights-refused", /second\.bakery \(\d+\) are refused/],
    instagram: null,
  },
  "app-blocked": both("app-blocked", /Required actions/),
  "proof-required": { facebook: ["app-secret-missing", /Require app secret/], instagram: null },
  "wrong-secret": { facebook: ["app-secret-wrong", /Copy app_id and app_secret again/], instagram: null },
  "other-app": { facebook: ["token-other-app", /one and the same app/], instagram: null },
  "meta-app-id": both(null),
  "live-app": both(null),
  "quota-gone": both("quota-exhausted", /in about 24 hours/),
  "app-quota-gone": { facebook: ["quota-exhausted", /does not say for how long/], instagram: null },
  "quota-nearly-gone": both("quota-high", /used up to 85 %/),
  "data-access-over": { facebook: ["token-expired", /access to data ended/], instagram: null },
  "data-access-ends-soon": { facebook: ["data-access-ends-soon", /in 3 days/], instagram: null },
  outage: both("api-unreachable", /token is not the cause/),
  proxy: both("api-unreachable", /proxy/),
};

function both(code: null): { facebook: null; instagram: null };
function both(code: DiagnosisCode, words: RegExp): { facebook: Finding; instagram: Finding };
function both(code: DiagnosisCode | null, words: RegExp = /./) {
  const finding: Finding = code === null ? null : [code, words];
  return { facebook: finding, instagram: finding };
}

describe.each(["facebook", "instagram"] as const)("with %s", (login) => {
  test.each([...setupNames])("the setup %s is named for what it is", async (setup) => {
    const simulator = await simulated({ world: setup });
    const { user, instagram, appSecret } = simulator.tokens;
    const accessToken = login === "facebook" ? user : instagram;
    const diagnosis = await diagnosed(simulator, { client: { accessToken, host: login } });
    const finding = findings[setup][login];
    const found = troubles(diagnosis);
    if (finding === null) expect(found).toEqual([]);
    else {
      expect(new Set(found.map(({ code }) => code))).toEqual(new Set([finding[0]]));
      expect(wordsOf(found[0])).toMatch(finding[1]);
    }
    for (const secret of [user, instagram, appSecret])
      expect(JSON.stringify(diagnosis)).not.toContain(secret);
  });
});

test("a wrong secret is found whether calls prove it or not", async () => {
  const simulator = await simulated({ world: "wrong-secret" });
  const { appSecret } = simulator.tokens;
  for (const client of [{}, { appSecret }]) {
    const [found] = troubles(await diagnosed(simulator, { client }));
    expect(found?.code).toBe("app-secret-wrong");
  }
});

test("an account that was not ticked is named when the settings ask for it", async () => {
  const simulator = await simulated({ world: "account-not-ticked" });
  const [shop, second] = simulator.world.accounts;
  const diagnosis = await diagnosed(simulator, { only: [String(shop?.id), String(second?.id)] });
  const [found] = troubles(diagnosis);
  expect(found).toMatchObject({ code: "account-not-visible", concern: "some" });
  expect(wordsOf(found)).toMatch(
    new RegExp(`${second?.id}.*ticked ${shop?.id} \\|.*was not ticked in the login.*Edit settings`),
  );
  const silent = await diagnosed(simulator);
  expect(silent.steps.find(({ id }) => id === "accounts")?.message).toMatch(/1 account was ticked/);
});
