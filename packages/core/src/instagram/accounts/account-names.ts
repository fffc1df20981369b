import type { InstagramAccount } from "./account.ts";

/** An id or username as people write it, in the one form that is compared: ` @Lumen.Cykel` is `lumen.cykel`. */
export function normalName(name: string): string {
  return name.trim().replace(/^@/, "").toLowerCase();
}

/** What an account can be called: its id, its Page's id, its username. */
export function namesOf({
  id,
  pageId,
  username,
}: Pick<InstagramAccount, "id" | "pageId" | "username">): string[] {
  return [id, pageId, username].flatMap((name) => (name ? [normalName(name)] : []));
}
