import type { Discovery } from "@tap-instagram/core";
import type { SyncLogger } from "../../log/logger.ts";

/** Pages and settings that lead to no account. */
export function logPages(
  { pagesWithoutAccount, pagesNotGranted, unmatched }: Discovery,
  logger: SyncLogger,
): void {
  if (pagesWithoutAccount.length > 0)
    logger.info(`${countOf(pagesWithoutAccount)} no Instagram account: ${namesOf(pagesWithoutAccount)}`);
  if (pagesNotGranted.length > 0)
    logger.warning(
      `${countOf(pagesNotGranted)} no Instagram account, and only a business portfolio lists them: ${namesOf(pagesNotGranted)}. If one of them has an account, log in again, choose "Edit settings" and tick the Page and its account. See https://www.facebook.com/settings?tab=business_tools`,
    );
  for (const entry of unmatched)
    logger.warning(`exclude_accounts: ${JSON.stringify(entry)} fits no account that the token sees`);
}

function countOf({ length }: readonly unknown[]): string {
  return length === 1 ? "1 Facebook Page shows" : `${length} Facebook Pages show`;
}

/** So many Pages are named in one line. */
const mostNamed = 20;

function namesOf(pages: Discovery["pagesWithoutAccount"]): string {
  const names = pages.slice(0, mostNamed).map(({ id, name }) => (name === null ? id : `${name} (${id})`));
  return `${names.join(", ")}${pages.length > mostNamed ? ` and ${pages.length - mostNamed} more` : ""}`;
}
