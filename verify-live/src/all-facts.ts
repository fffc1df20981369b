import type { Fact } from "./fact.ts";
import { batchFacts } from "./facts/batches.ts";
import { discoveryFacts } from "./facts/discovery.ts";
import { errorFacts } from "./facts/errors.ts";
import { mediaInsightRefusalFacts } from "./facts/media-insight-refusals.ts";
import { mediaInsightFacts } from "./facts/media-insights.ts";
import { mediaFacts } from "./facts/media.ts";
import { multiIdFacts } from "./facts/multi-id.ts";
import { pagingFacts } from "./facts/paging.ts";
import { profileFacts } from "./facts/profile.ts";
import { storyFacts } from "./facts/stories.ts";
import { tokenFacts } from "./facts/tokens.ts";
import { usageHeaderFacts } from "./facts/usage-headers.ts";
import { userInsightRefusalFacts } from "./facts/user-insight-refusals.ts";
import { userInsightWindowFacts } from "./facts/user-insight-windows.ts";
import { userInsightFacts } from "./facts/user-insights.ts";

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
