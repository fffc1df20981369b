/** A quota that the API counts per account or Page, under the name that its header has for the kind of call. */
export interface OwnedBudget {
  /** `instagram` for an account's nodes, `pages` for a Page's. */
  type: string;
  /** Of the account, the Page or the business. */
  id: string;
}

/** Whose quota a request draws on: `app` for calls about the user or the app. The API counts each apart. */
export type Budget = "app" | OwnedBudget;

/** One text per budget, for maps. */
export function keyOfBudget(budget: Budget): string {
  return JSON.stringify(budget === "app" ? budget : [budget.type, budget.id]);
}

/** The kind of call that a budget is for. */
export function typeOfBudget(budget: Budget): string {
  return budget === "app" ? budget : budget.type;
}

/**
 * What a person calls a budget: `the app`, `account 17841400000000001`.
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
