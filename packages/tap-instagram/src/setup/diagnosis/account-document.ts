import type { AccountRow } from "@tap-instagram/core/diagnosis";
import type { JsonObject } from "@tap-instagram/singer";

/** An account in the documents of `check` and `accounts`. */
export function accountDocument(row: AccountRow): JsonObject {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    page_id: row.pageId,
    media_count: row.mediaCount,
    followers_count: row.followersCount,
    insights: row.insights,
  };
}
