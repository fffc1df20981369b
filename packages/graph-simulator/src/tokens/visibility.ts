import type { Behaviour } from "../behaviour/behaviour.ts";
import type { Account, Page } from "../world/model.ts";
import type { World } from "../world/world.ts";
import type { Grant } from "./grant.ts";

/** Whether the token's owner has a role on the Page that `/me/accounts` shows. */
export function seesPage(grant: Grant, page: Page, behaviour: Behaviour): boolean {
  if (grant.kind === "page") return grant.pageId === page.id;
  if (grant.kind === "system_user") return page.assignedToSystemUser;
  if (grant.kind !== "user" || !page.granted || grant.pageIds?.has(page.id) === false) return false;
  return !page.businessOwned || behaviour.businessPagePermissions.some((scope) => grant.scopes.has(scope));
}

/** Whether the token may read an account it knows the id of. */
export function reachesAccount(grant: Grant, account: Account, world: World): boolean {
  if (account.accountType === "PERSONAL") return false;
  if (grant.kind === "instagram") return grant.accountId === account.id;
  if (!account.reachableBy.facebook || account.pageId === undefined) return false;
  if (grant.kind === "page") return grant.pageId === account.pageId;
  const page = world.page(account.pageId);
  if (grant.kind === "system_user") return page?.assignedToSystemUser === true;
  return page?.granted === true && grant.pageIds?.has(page.id) !== false;
}
