import * as edges from "@tap-instagram/core/edges";
import { customReportGroup } from "./streams/account-insights/custom-report.ts";
import type { Settings } from "./settings/settings.ts";
import { accounts } from "./streams/accounts/accounts.ts";
import { comments } from "./streams/media/comments.ts";
import { mediaChildren } from "./streams/media/media-children.ts";
import { mediaInsightsDaily } from "./streams/media/media-insights-daily.ts";
import { mediaInsights } from "./streams/media/media-insights.ts";
import { media } from "./streams/media/media.ts";
import { onlineFollowersHourly } from "./streams/account-insights/online-followers-hourly.ts";
import { stories } from "./streams/stories/stories.ts";
import { storyInsights } from "./streams/stories/story-insights.ts";
import { tags } from "./streams/media/tags.ts";
import { userInsightsBreakdowns } from "./streams/account-insights/user-insights-breakdowns.ts";
import { userInsights } from "./streams/account-insights/user-insights.ts";
import { userLifetimeInsights } from "./streams/account-insights/user-lifetime-insights.ts";
import { hashtagMedia } from "./streams/hashtags/hashtag-media.ts";
import { hashtags } from "./streams/hashtags/hashtags.ts";
import { mentionedComments } from "./streams/mentions/mentioned-comments.ts";
import { mentionedMedia } from "./streams/mentions/mentioned-media.ts";
import { rivalMedia } from "./streams/rivals/rival-media.ts";
import { rivals } from "./streams/rivals/rivals.ts";
import { syncEvents } from "./streams/run/sync-events.ts";
import { users } from "./streams/accounts/users.ts";
import { collaborationInvites } from "./streams/edges/collaboration-invites.ts";
import { collaborativeMedia } from "./streams/edges/collaborative-media.ts";
import { contentPublishingLimit } from "./streams/edges/content-publishing-limit.ts";
import { liveMedia } from "./streams/edges/live-media.ts";
import { mediaCollaborators } from "./streams/edges/media-collaborators.ts";
import { mediaPolls } from "./streams/edges/media-polls.ts";
import { mediaPrompts } from "./streams/edges/media-prompts.ts";
import { scheduledMedia } from "./streams/edges/scheduled-media.ts";
import { upcomingEvents } from "./streams/edges/upcoming-events.ts";
import { streamOfBook } from "./sync/book-stream.ts";
import { streamsOver, type StreamGroup } from "./sync/stream-group.ts";
import { accountsWalk } from "./walks/accounts.ts";
import { edgeWalk } from "./walks/edge.ts";
import { hashtagsWalk } from "./walks/hashtags/hashtags.ts";
import { insightWindowsWalk } from "./walks/insight-windows.ts";
import { mediaWalk } from "./walks/media.ts";
import { mentionsWalk } from "./walks/mentions.ts";
import { rivalMediaWalk, rivalsWalk } from "./walks/rivals.ts";
import { storiesWalk } from "./walks/stories.ts";
import { tagsWalk } from "./walks/tags.ts";

/** Every stream of the tap, under the walk that feeds it. A new stream is a new file and its name in here. */
export const registry: readonly StreamGroup[] = [
  streamsOver(accountsWalk, [users, accounts, userLifetimeInsights]),
  // Streams of days share no request, and each begins at its own bookmark: they walk alone.
  ...[userInsights, userInsightsBreakdowns, onlineFollowersHourly].map((stream) =>
    streamsOver(insightWindowsWalk, [stream]),
  ),
  streamsOver(mediaWalk, [
    media,
    mediaInsights,
    mediaInsightsDaily,
    mediaChildren,
    comments,
    mediaCollaborators,
    mediaPolls,
    mediaPrompts,
  ]),
  streamsOver(storiesWalk, [stories, storyInsights]),
  streamsOver(tagsWalk, [tags]),
  streamsOver(edgeWalk(edges.collaborativeMedia), [collaborativeMedia]),
  streamsOver(edgeWalk(edges.collaborationInvites), [collaborationInvites]),
  streamsOver(edgeWalk(edges.liveMedia), [liveMedia]),
  streamsOver(edgeWalk(edges.upcomingEvents), [upcomingEvents]),
  streamsOver(edgeWalk(edges.scheduledMedia), [scheduledMedia]),
  streamsOver(edgeWalk(edges.contentPublishingLimit), [contentPublishingLimit]),
  streamsOver(mentionsWalk("media", mentionedMedia.name), [mentionedMedia]),
  streamsOver(mentionsWalk("comment", mentionedComments.name), [mentionedComments]),
  streamsOver(rivalsWalk, [rivals]),
  streamsOver(rivalMediaWalk, [rivalMedia]),
  streamsOver(hashtagsWalk, [hashtags, hashtagMedia]),
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
