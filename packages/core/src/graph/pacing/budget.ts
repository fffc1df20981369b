/** A quota that the API counts per account, Page or business. */
export interface OwnedBudget {
  /** As the API's header calls it: `instagram` for the nodes of an account, `pages` for those of a Page. */
  type: string;
  /** Of the account, the Page or the business. */
  id: string;
}

/** The quota that a request draws on. `app` is for calls about the user or the app. */
export type Budget = "app" | OwnedBudget;

/** A key for maps. */
export function keyOfBudget(budget: Budget): string {
  return JSON.stringify(budget === "app" ? budget : [budget.type, budget.id]);
}

/** Whether both are the same quota. It runs for every answer, so it compares, and makes no keys. */
export function isSameBudget(one: Budget, other: Budget): boolean {
  if (one === "app" || other === "app") return one === other;
  return one.type === other.type && one.id === other.id;
}

/** The type that budgets of different owners share. */
export function typeOfBudget(budget: Budget): string {
  return budget === "app" ? budget : budget.type;
}

/**
 * The owner of a quota, for texts: `the app`, `account 17841400000000001`.
 *
 * @example
 * ```ts
 * import { createGraphClient, nameOfBudget } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({
 *   accessToken: "EAAG…",
 *   observer: { onWait: ({ budget, waitMs }) => console.log(nameOfBudget(budget), waitMs) },
 * });
 * ```
 */
export function nameOfBudget(budget: Budget): string {
  if (budget === "app") return "the app";
  const owners: { readonly [type: string]: string } = { instagram: "account", pages: "Page" };
  return `${owners[budget.type] ?? budget.type} ${budget.id}`;
}
