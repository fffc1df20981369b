import type { InstagramAccount } from "@tap-instagram/core";
import { key, text, type Columns } from "./column.ts";

/** The columns that say whose record it is; every stream begins with them. */
export const ownerColumns: Columns = {
  business_account_id: key("Id of the Instagram account"),
  page_id: text("Id of the linked Facebook Page; null with Instagram Login", { field: null }),
};

/** The values of these columns. */
export function ownerOf(account: InstagramAccount): { business_account_id: string; page_id: string | null } {
  return { business_account_id: account.id, page_id: account.pageId };
}
