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
  { name: "media-insights", facts: mediaInsightFacts },
  { name: "media-insight-refusals", facts: mediaInsightRefusalFacts },
  { name: "user-insights", facts: userInsightFacts },
  { name: "user-insight-refusals", facts: userInsightRefusalFacts },
  { name: "user-insight-windows", facts: userInsightWindowFacts },
  { name: "batches", facts: batchFacts },
  { name: "multi-id", facts: multiIdFacts },
  { name: "errors", facts: errorFacts },
  { name: "usage-headers", facts: usageHeaderFacts },
];
