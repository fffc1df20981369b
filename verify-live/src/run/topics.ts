import type { Fact } from "../facts/fact.ts";
import { batchFacts } from "../facts/requests/batches.ts";
import { discoveryFacts } from "../facts/accounts/discovery.ts";
import { errorFacts } from "../facts/requests/errors.ts";
import { mediaInsightRefusalFacts } from "../facts/media-insights/media-insight-refusals.ts";
import { mediaInsightFacts } from "../facts/media-insights/media-insights.ts";
import { mediaFacts } from "../facts/media/media.ts";
import { multiIdFacts } from "../facts/requests/multi-id.ts";
import { pagingFacts } from "../facts/media/paging.ts";
import { profileFacts } from "../facts/accounts/profile.ts";
import { storyFacts } from "../facts/media/stories.ts";
import { tokenFacts } from "../facts/accounts/tokens.ts";
import { usageHeaderFacts } from "../facts/requests/usage-headers.ts";
import { userInsightRefusalFacts } from "../facts/account-insights/user-insight-refusals.ts";
import { userInsightWindowFacts } from "../facts/account-insights/user-insight-windows.ts";
import { demographicFacts } from "../facts/account-insights/demographics.ts";
import { splitFacts } from "../facts/account-insights/splits.ts";
import { totalFacts } from "../facts/account-insights/totals.ts";
import { commentFacts } from "../facts/media/comments.ts";
import { otherPeopleFacts } from "../facts/edges/others.ts";
import { tagFacts } from "../facts/media/tags.ts";
import { nestedInsightFacts } from "../facts/media-insights/nested-insights.ts";
import { instagramHostFacts } from "../facts/requests/instagram-host.ts";
import { userInsightFacts } from "../facts/account-insights/user-insights.ts";

/** Facts about one part of the API. */
export interface Topic {
  readonly name: string;
  readonly facts: readonly Fact[];
}

/** Every fact, in the order they are checked: the token first, then what later ones build on. */
export const topics: readonly Topic[] = [
  { name: "tokens", facts: tokenFacts },
  { name: "discovery", facts: discoveryFacts },
  { name: "profile", facts: profileFacts },
  { name: "media", facts: mediaFacts },
  { name: "paging", facts: pagingFacts },
  { name: "stories", facts: storyFacts },
  { name: "comments", facts: commentFacts },
  { name: "tags", facts: tagFacts },
  { name: "other-people", facts: otherPeopleFacts },
  { name: "media-insights", facts: mediaInsightFacts },
  { name: "media-insight-refusals", facts: mediaInsightRefusalFacts },
  { name: "nested-insights", facts: nestedInsightFacts },
  { name: "user-insights", facts: userInsightFacts },
  { name: "user-insight-refusals", facts: userInsightRefusalFacts },
  { name: "user-insight-windows", facts: userInsightWindowFacts },
  { name: "user-insight-totals", facts: totalFacts },
  { name: "user-insight-splits", facts: splitFacts },
  { name: "demographics", facts: demographicFacts },
  { name: "batches", facts: batchFacts },
  { name: "multi-id", facts: multiIdFacts },
  { name: "errors", facts: errorFacts },
  { name: "instagram-host", facts: instagramHostFacts },
  { name: "usage-headers", facts: usageHeaderFacts },
];
