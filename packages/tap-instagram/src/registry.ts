import { customReportGroup } from "./streams/account-insights/custom-report.ts";
import type { Settings } from "./settings/settings.ts";
import { accounts } from "./streams/accounts/accounts.ts";
import { comments } from "./streams/media/comments.ts";
import { mediaChildren } from "./streams/media/media-children.ts";
import { mediaInsights } from "./streams/media/media-insights.ts";
import { media } from "./streams/media/media.ts";
import { onlineFollowersHourly } from "./streams/account-insights/online-followers-hourly.ts";
import { stories } from "./streams/stories/stories.ts";
import { storyInsights } from "./streams/stories/story-insights.ts";
import { tags } from "./streams/media/tags.ts";
import { userInsightsBreakdowns } from "./streams/account-insights/user-insights-breakdowns.ts";
import { userInsights } from "./streams/account-insights/user-insights.ts";
import { userLifetimeInsights } from "./streams/account-insights/user-lifetime-insights.ts";
import { syncEvents } from "./streams/run/sync-events.ts";
import { users } from "./streams/accounts/users.ts";
import { streamOfBook } from "./sync/book-stream.ts";
import { streamsOver, type StreamGroup } from "./sync/stream-group.ts";
import { accountsWalk } from "./walks/accounts.ts";
import { insightWindowsWalk } from "./walks/insight-windows.ts";
import { mediaWalk } from "./walks/media.ts";
import { storiesWalk } from "./walks/stories.ts";
import { tagsWalk } from "./walks/tags.ts";

/** Every stream of the tap, under the walk that feeds it. A new stream is a new file and its name in here. */
export const registry: readonly StreamGroup[] = [
  streamsOver(accountsWalk, [users, accounts, userLifetimeInsights]),
  // Streams of days share no request, and each begins at its own bookmark: they walk alone.
  ...[userInsights, userInsightsBreakdowns, onlineFollowersHourly].map((stream) =>
    streamsOver(insightWindowsWalk, [stream]),
  ),
  streamsOver(mediaWalk, [media, mediaInsights, mediaChildren, comments]),
  streamsOver(storiesWalk, [stories, storyInsights]),
  streamsOver(tagsWalk, [tags]),
  streamOfBook(syncEvents),
];

/**
 * The registry, and the streams that the settings define.
 *
 * @example
 * ```ts
 * import { streamGroups } from "tap-instagram/engine";
 *
 * const names = streamGroups().flatMap(({ streams }) => streams.map(({ name }) => name)); // ["users", "accounts", …
 * ```
 */
export function streamGroups({
  custom_reports: reports = [],
}: Partial<Settings> = {}): readonly StreamGroup[] {
  return [...registry, ...reports.map(customReportGroup)];
}
