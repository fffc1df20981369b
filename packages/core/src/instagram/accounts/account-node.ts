import * as v from "valibot";
import { node, type GraphNode } from "../../graph/envelope.ts";
import type { InstagramAccount } from "./account.ts";
import { idOf } from "../fields/node-id.ts";

const listOfTexts = v.array(v.string());

/** The account of a Page; `undefined` when it has none. */
export function accountOfPage(page: GraphNode): InstagramAccount | undefined {
  const profile = v.safeParse(node, page["instagram_business_account"]);
  if (!profile.success || idOf(profile.output["id"]) === undefined) return undefined;
  const { id, name } = page;
  const pageId = idOf(id);
  const tasks = v.safeParse(listOfTexts, page["tasks"]);
  return accountOf(
    profile.output,
    pageId === undefined ? null : { id: pageId, name: typeof name === "string" ? name : null },
    tasks.success ? tasks.output : [],
  );
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
