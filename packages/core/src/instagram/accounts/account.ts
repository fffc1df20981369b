import type { GraphNode } from "../../graph/envelope.ts";
import type { Budget } from "../../graph/pacing/budget.ts";

/** A Facebook Page. */
export interface FacebookPage {
  id: string;
  name: string | null;
  /** What the owner of the token may do with it: `ANALYZE`, `MANAGE`, … */
  tasks: readonly string[];
}

/** A professional Instagram account that the token can read. */
export interface InstagramAccount {
  /** The professional account's id, 17 digits: `17841400000000001`. */
  id: string;
  username: string | null;
  /** Every Facebook Page that shows the account, ordered by id. Empty on the Instagram host, and where it was read by id. */
  pages: readonly FacebookPage[];
  /** Other ids of the same account, such as the one that the Instagram host has for this app only. */
  otherIds: readonly string[];
  /** The first of its Pages; `null` where there is none. */
  pageId: string | null;
  pageName: string | null;
  /** What the owner of the token may do with the Page: `ANALYZE`, `MANAGE`, … */
  tasks: readonly string[];
  /** The node of the account, with those of the requested fields that it has. */
  profile: GraphNode;
}

/** An account that was seen at an earlier time: its id, and what else it was called then. */
export interface KnownAccount {
  readonly id: string;
  readonly username?: string | undefined;
  readonly pageIds?: readonly string[] | undefined;
}

/**
 * The quota for the nodes of an account.
 *
 * @example
 * ```ts
 * import { budgetOf, createGraphClient } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const account = { id: "17841400000000001" };
 * const other = await graph.get({
 *   node: account.id,
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

const howToSwitch = "https://help.instagram.com/502981923235522";
const howToLink = "https://www.facebook.com/help/1148909221857370";

/** Says how to get an account that the token can read. */
export function noAccountMessage(host: "facebook" | "instagram", pagesSeen: number): string {
  if (host === "instagram") {
    return `Cannot find an Instagram account: the token belongs to no professional account. Switch the account to Business or Creator (Instagram app → Settings → Account type), then log in with it again to make a new token. See ${howToSwitch}`;
  }
  const seen =
    pagesSeen === 0
      ? "the token sees no Facebook Page. Grant it pages_show_list and pages_read_engagement; for Pages that a business owns also business_management, or ask for the account by its id"
      : `${pagesSeen === 1 ? "the one Facebook Page that the token sees shows no Instagram account" : `none of the ${pagesSeen} Facebook Pages that the token sees shows an Instagram account`}. Grant the token instagram_basic. If it has that, switch the account to Business or Creator (Instagram app → Settings → Account type) and link it to its Page (Page → Settings → Linked accounts)`;
  return `Cannot find an Instagram account: ${seen}. See ${howToLink}`;
}
