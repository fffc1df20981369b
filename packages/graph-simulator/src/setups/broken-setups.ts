import type { Grant, Revocation } from "../tokens/grant.ts";
import type { AccountSpec } from "../world/spec/spec.ts";
import type { Setup } from "./setup.ts";

/** A broken setup that comes with the simulator. */
export type SetupName =
  | "cut-token"
  | "swapped-tokens"
  | "expired-token"
  | "token-ends-soon"
  | "app-removed"
  | "password-changed"
  | "logged-out"
  | "checkpoint"
  | "unconfirmed-account"
  | "without-insights"
  | "without-basic"
  | "without-pages-list"
  | "without-pages-engagement"
  | "portfolio-pages"
  | "no-pages"
  | "page-without-account"
  | "account-not-ticked"
  | "personal-account"
  | "tester-not-accepted"
  | "few-followers"
  | "insights-refused"
  | "app-blocked"
  | "proof-required"
  | "wrong-secret"
  | "other-app"
  | "meta-app-id"
  | "live-app"
  | "quota-gone"
  | "app-quota-gone"
  | "quota-nearly-gone"
  | "data-access-over"
  | "data-access-ends-soon"
  | "outage"
  | "proxy";

const dayMs = 86_400_000;

const shop: AccountSpec = {
  username: "tiny.bakery",
  name: "Tiny Bakery",
  followers: 1_204,
  login: "both",
  insightDays: 60,
  posts: { count: 7, reels: 2, carousels: 2, carouselChildren: 5, hoursBetween: 30 },
};
const secondShop: AccountSpec = {
  ...shop,
  username: "second.bakery",
  name: "Second Bakery",
  login: "facebook",
};

const revoked = (by: Revocation): Setup => ({
  spoil: (grant) => {
    grant.revokedBy = by;
  },
});
const without = (...scopes: readonly string[]): Setup => ({
  spoil: (grant) => {
    for (const scope of scopes) {
      if (grant.scopes.delete(scope)) grant.declined.add(scope);
    }
  },
});
const half = (token: string): string => token.slice(0, token.length / 2);
const endsIn =
  (ms: number) =>
  (grant: Grant, nowMs: number): void => {
    grant.expiresAt = nowMs + ms;
  };
/** Facebook's alone: Instagram Login has no such end that anyone knows of. */
const dataAccessIn =
  (ms: number) =>
  (grant: Grant, nowMs: number): void => {
    if (grant.kind !== "instagram") grant.dataAccessExpiresAt = nowMs + ms;
  };

/** Every broken setup, by its name. */
export const brokenSetups: Readonly<Record<SetupName, Setup>> = {
  "cut-token": { holds: ({ user, instagram }) => ({ user: half(user), instagram: half(instagram) }) },
  "swapped-tokens": { holds: ({ user, instagram }) => ({ user: instagram, instagram: user }) },
  "expired-token": { spoil: endsIn(-dayMs) },
  "token-ends-soon": { spoil: endsIn(5.5 * dayMs) },
  "app-removed": revoked("app-removed"),
  "password-changed": revoked("password-changed"),
  "logged-out": revoked("logged-out"),
  checkpoint: revoked("checkpoint"),
  "unconfirmed-account": revoked("unconfirmed"),
  "without-insights": without("instagram_manage_insights", "instagram_business_manage_insights"),
  "without-basic": without("instagram_basic", "instagram_business_basic"),
  "without-pages-list": without("pages_show_list"),
  "without-pages-engagement": without("pages_read_engagement"),
  "portfolio-pages": without("business_management", "ads_management", "ads_read"),
  "no-pages": { world: { accounts: [{ ...shop, login: "instagram" }] } },
  "page-without-account": {
    world: { accounts: [{ ...shop, login: "instagram" }], pagesWithoutAccount: 1 },
  },
  "account-not-ticked": {
    world: { accounts: [shop, secondShop] },
    spoil: (grant, _nowMs, { pages }) => {
      grant.pageIds = new Set(pages.slice(0, 1).map(({ id }) => id));
    },
  },
  "personal-account": { world: { accounts: [{ ...shop, accountType: "PERSONAL" }] } },
  "tester-not-accepted": { behaviour: { instagramTester: "pending" } },
  "few-followers": { world: { accounts: [{ ...shop, followers: 64 }] } },
  "insights-refused": {
    world: { accounts: [shop, secondShop] },
    faults: ({ accounts }) => [
      { match: { template: "/{ig-user}/insights", itemId: accounts[1]?.id }, answer: { code: 10 } },
    ],
  },
  "app-blocked": { behaviour: { appAccess: "blocked" } },
  "proof-required": { behaviour: { requireAppsecretProof: true } },
  "wrong-secret": {
    holds: ({ appSecret, instagramAppSecret }) => ({
      appSecret: reversed(appSecret),
      instagramAppSecret: reversed(instagramAppSecret),
    }),
  },
  "other-app": {
    spoil: (grant) => {
      grant.isOfOtherApp = true;
    },
  },
  "meta-app-id": { holds: ({ appId }) => ({ instagramAppId: appId }) },
  "live-app": { behaviour: { appMode: "live" } },
  "quota-gone": { quota: { callsPerDay: 0 } },
  "app-quota-gone": { quota: { appCallsPerHour: 0 } },
  "quota-nearly-gone": { usedPercent: 85 },
  "data-access-over": { spoil: dataAccessIn(-dayMs) },
  "data-access-ends-soon": { spoil: dataAccessIn(3.5 * dayMs) },
  outage: { faults: () => [{ answer: { code: 2 } }] },
  proxy: { faults: () => [{ answer: "html" }] },
};

/** The name of every broken setup. */
export const setupNames: readonly SetupName[] = Object.keys(brokenSetups).filter(isSetupName);

/** Whether a word names a broken setup. */
export function isSetupName(name: string): name is SetupName {
  return Object.hasOwn(brokenSetups, name);
}

/** Another secret of the same look. */
function reversed(secret: string): string {
  return secret.split("").toReversed().join("");
}
