import type { GraphNode } from "../../graph/envelope.ts";
import type { Budget } from "../../graph/pacing/budget.ts";

/** A professional Instagram account that the token can read. */
export interface InstagramAccount {
  /** The professional account's id, 17 digits: `17841400000000001`. */
  id: string;
  username: string | null;
  /** The Facebook Page it is linked to; `null` on the Instagram host, and where the account was read directly. */
  pageId: string | null;
  pageName: string | null;
  /** What the token's owner may do with the Page: `ANALYZE`, `MANAGE`, … */
  tasks: readonly string[];
  /** The account's node, with whichever of the asked fields it has. */
  profile: GraphNode;
}

/**
 * The quota that reading an account draws on.
 *
 * @example
 * ```ts
 * import { budgetOf, createGraphClient } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const account = { id: "17841400000000001" };
 * const other = await graph.get({
 *   path: account.id,
 *   params: { fields: "business_discovery.username(nasa){followers_count,media_count}" },
 *   budget: budgetOf(account),
 * });
 * ```
 */
export function budgetOf(account: Pick<InstagramAccount, "id">): Budget {
  return { type: "instagram", id: account.id };
}

/**
 * The token sees no professional Instagram account. The message says how to link one.
 *
 * @example
 * ```ts
 * import { createGraphClient, discoverAccounts, NoInstagramAccountError } from "@tap-instagram/core";
 *
 * try {
 *   await discoverAccounts(createGraphClient({ accessToken: "EAAG…" }));
 * } catch (error) {
 *   if (!(error instanceof NoInstagramAccountError)) throw error;
 *   console.error(error.message); // Cannot find an Instagram account: the token sees no Facebook Page. Grant it …
 * }
 * ```
 */
export class NoInstagramAccountError extends Error {
  override readonly name = "NoInstagramAccountError";
}

/** The steps to an account that can be read, for whoever sees none. */
export function noAccountMessage(host: "facebook" | "instagram", pagesSeen: number): string {
  if (host === "instagram") {
    return "Cannot find an Instagram account: the token belongs to none. Switch the account to Business or Creator (Instagram app → Settings → Account type), then log in with it again to make a new token";
  }
  const seen =
    pagesSeen === 0
      ? "the token sees no Facebook Page. Grant it pages_show_list and pages_read_engagement; for Pages owned by a business also business_management, or name the account's id in the setting accounts"
      : `none of the ${pagesSeen} Facebook Pages the token sees shows an Instagram business account. Grant the token instagram_basic; if it has that, switch the account to Business or Creator (Instagram app → Settings → Account type) and link it to its Page (Page → Settings → Linked accounts)`;
  return `Cannot find an Instagram account: ${seen}`;
}
