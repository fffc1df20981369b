import * as v from "valibot";
import { node, type GraphNode } from "../../graph/envelope.ts";
import type { FacebookPage, InstagramAccount } from "./account.ts";
import { idOf } from "../fields/node-id.ts";

const listOfTexts = v.array(v.string());

/** The Page, from its node; `undefined` without an id that is one. */
export function pageOf({ id: rawId, name, tasks }: GraphNode): FacebookPage | undefined {
  const id = idOf(rawId);
  if (id === undefined) return undefined;
  const listed = v.safeParse(listOfTexts, tasks);
  return {
    id,
    name: typeof name === "string" ? name : null,
    tasks: listed.success ? listed.output : [],
  };
}

/** The node of the account that a Page shows; `undefined` when it shows none. */
export function profileOfPage(page: GraphNode): GraphNode | undefined {
  const profile = v.safeParse(node, page["instagram_business_account"]);
  return profile.success && profile.output["id"] !== undefined ? profile.output : undefined;
}

/** The account of a Page; `undefined` when it has none, or one without an id that is one. */
export function accountOfPage(page: GraphNode): InstagramAccount | undefined {
  const profile = profileOfPage(page);
  if (!profile) return undefined;
  const shownBy = pageOf(page);
  return accountOf(profile, shownBy ? [shownBy] : []);
}

/** An account from its node; `undefined` without an id that is one. */
export function accountOf(
  profile: GraphNode,
  pages: readonly FacebookPage[] = [],
  otherIds: readonly string[] = [],
): InstagramAccount | undefined {
  const { username } = profile;
  const id = idOf(profile["id"]);
  if (id === undefined) return undefined;
  const ordered = pages.toSorted((a, b) => compareIds(a.id, b.id));
  const [page] = ordered;
  return {
    id,
    username: typeof username === "string" ? username : null,
    pages: ordered,
    otherIds,
    pageId: page?.id ?? null,
    pageName: page?.name ?? null,
    tasks: page?.tasks ?? [],
    profile,
  };
}

/** The same account, shown by further Pages. */
export function withPages(account: InstagramAccount, pages: readonly FacebookPage[]): InstagramAccount {
  const known = new Map([...account.pages, ...pages].map((page) => [page.id, page]));
  return accountOf(account.profile, [...known.values()], account.otherIds) ?? account;
}

/** By number: the digits of an id may be more than a number holds. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}
