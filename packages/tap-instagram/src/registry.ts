import type { StreamDescription } from "./stream.ts";
import { mediaInsights } from "./streams/media-insights.ts";
import { media } from "./streams/media.ts";
import { stories } from "./streams/stories.ts";
import { storyInsights } from "./streams/story-insights.ts";
import { userInsights } from "./streams/user-insights.ts";
import { users } from "./streams/users.ts";
import { streamsOver, type StreamGroup } from "./sync/stream-group.ts";
import { accountsWalk } from "./walks/accounts.ts";
import { insightWindowsWalk } from "./walks/insight-windows.ts";
import { mediaWalk } from "./walks/media.ts";
import { storiesWalk } from "./walks/stories.ts";

/** Every stream of the tap, under the walk that feeds it. A new stream is a new file and its name in here. */
export const registry: readonly StreamGroup[] = [
  streamsOver(accountsWalk, [users]),
  streamsOver(insightWindowsWalk, [userInsights]),
  streamsOver(mediaWalk, [media, mediaInsights]),
  streamsOver(storiesWalk, [stories, storyInsights]),
];

/** All streams, in the order of the registry. */
export const allStreams: readonly StreamDescription[] = registry.flatMap(({ streams }) => streams);
