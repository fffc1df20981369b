import { countText } from "../log/count-text.ts";
import type { Settings } from "../settings/settings.ts";
import type { AccountSample } from "./account-sample.ts";

/** What the notes are made from. */
export interface NoteFacts {
  readonly samples: ReadonlyMap<string, AccountSample>;
  readonly settings: Settings;
  /** Streams of days without a bookmark of at least one account. */
  readonly unread: readonly string[];
  readonly nowMs: number;
  /** Whether posts of hashtags are read. */
  readonly hasHashtags: boolean;
  /** Whether posts of rivals are read. */
  readonly hasRivals: boolean;
}

/** What the figures rest on, a sentence each. */
export function notesOf({ samples, settings, unread, hasHashtags, hasRivals }: NoteFacts): string[] {
  const all = [...samples.values()];
  const failed = all.filter(({ failure }) => failure !== undefined);
  const long = all.filter(({ longer }) => longer.includes("media"));
  const tagged = all.filter(({ longer }) => longer.includes("tags"));
  const notes: string[] = [];
  if (unread.length > 0)
    notes.push(
      `${unread.join(" and ")}: without a bookmark, counted from ${settings.start_date ?? "two years ago"} on, as if the API had figures of every day. An account with a shorter history costs less.`,
    );
  if (long.length > 0)
    notes.push(
      `Of ${accountsText(long.length)}, only the newest ${countText(sampleSize(long), "post is", "posts are")} looked at. The profile counts the older ones, which are expected to cost the same.`,
    );
  if (tagged.length > 0)
    notes.push(`More posts tag ${accountsText(tagged.length)} than one call lists: tags can cost more.`);
  if (hasHashtags)
    notes.push(
      `hashtag_media: counted as 2 calls per hashtag and list. A list with more than 50 posts costs one more per 50, up to hashtag_max_posts (${settings.hashtag_max_posts}).`,
    );
  if (hasRivals)
    notes.push(
      `rival_media: counted as 2 calls per name. An account with more than ${Math.min(settings.page_size, 50)} posts to read costs one more for each further page of them.`,
    );
  const [first] = failed;
  if (first?.failure)
    notes.push(
      `Posts and stories of ${accountsText(failed.length)} could not be looked at: only the profile's count of posts is known. ${first.failure.message}`,
    );
  return notes;
}

function sampleSize(samples: readonly AccountSample[]): number {
  return Math.max(...samples.map(({ nodes }) => nodes.media.length));
}

function accountsText(count: number): string {
  return count === 1 ? "1 account" : `${count} accounts`;
}
