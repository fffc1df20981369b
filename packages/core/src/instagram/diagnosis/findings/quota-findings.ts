import { waitText } from "../../../graph/durations.ts";
import { nameOfBudget } from "../../../graph/pacing/budget.ts";
import type { Usage } from "../../../graph/pacing/usage.ts";
import type { Finding } from "../step-of.ts";
import { vendorPages } from "./vendor-pages.ts";

/** The quota is used up. `regainMs` is what the API says of its return. */
export function quotaExhausted(regainMs: number | undefined): Finding {
  const wait = regainMs === undefined ? undefined : waitText(Math.max(1, regainMs));
  const howLong =
    wait === undefined
      ? "The API does not say for how long: an hour at most for the app, a day at most for an account"
      : `It comes back in about ${wait}`;
  return {
    code: "quota-exhausted",
    concern: "quota",
    message: `The quota is used up. ${howLong}`,
    fix: `Run it again ${wait === undefined ? "later" : `in ${wait}`}, and check who else uses this app: all its users share the quota, and every refused call makes the wait longer`,
    link: vendorPages.rateLimits,
    clicks: ["App dashboard", "Application rate limiting"],
  };
}

/** Much of the quota is used. */
export function quotaHigh(usage: Usage): Finding {
  return {
    code: "quota-high",
    message: `The quota of ${nameOfBudget(usage.budget)} is used up to ${usage.percent} %`,
    fix: "Check who else uses this app: all its users share the quota. Run syncs less often, or one after the other",
    link: vendorPages.rateLimits,
    clicks: ["App dashboard", "Application rate limiting"],
  };
}
