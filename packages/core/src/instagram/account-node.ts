import * as v from "valibot";
import { node, type GraphNode } from "../graph/envelope.ts";
import type { InstagramAccount } from "./account.ts";

const linkedPage = v.object({
  id: v.string(),
  name: v.optional(v.string()),
  tasks: v.optional(v.array(v.string())),
  instagram_business_account: v.optional(v.intersect([v.object({ id: v.string() }), node])),
});

/** The account linked to a Page; `undefined` where there is none. */
export function accountOfPage(page: GraphNode): InstagramAccount | undefined {
  const parsed = v.safeParse(linkedPage, page);
  if (!parsed.success || !parsed.output.instagram_business_account) return undefined;
  const { id, name = null, tasks, instagram_business_account: profile } = parsed.output;
  return accountOf(profile, { id, name }, tasks);
}

/** An account from its node. */
export function accountOf(
  profile: GraphNode,
  page: { id: string; name: string | null } | null,
  tasks: readonly string[] = [],
): InstagramAccount {
  const username = profile["username"];
  return {
    id: String(profile["id"]),
    username: typeof username === "string" ? username : null,
    pageId: page?.id ?? null,
    pageName: page?.name ?? null,
    tasks,
    profile,
  };
}
