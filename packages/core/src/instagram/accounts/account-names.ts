import type { InstagramAccount, KnownAccount } from "./account.ts";

/** An id or username as people write it, in the one form that is compared: ` @Lumen.Cykel` is `lumen.cykel`. */
export function normalName(name: string): string {
  return name.trim().replace(/^@/, "").toLowerCase();
}

/** What an account can be called: its ids, the ids of its Pages, its username. */
export function namesOf({ id, username, pages, otherIds }: InstagramAccount): string[] {
  const names = [id, username, ...pages.map((page) => page.id), ...otherIds];
  return names.flatMap((name) => (name ? [normalName(name)] : []));
}

/** What an account of an earlier time can be called. */
export function namesOfKnown({ id, username, pageIds = [] }: KnownAccount): string[] {
  return [id, username, ...pageIds].flatMap((name) => (name ? [normalName(name)] : []));
}
