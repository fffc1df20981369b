import { pollOf } from "../world/media/polls.ts";
import { isWithoutValues } from "../insights/media/availability.ts";
import { labelOf } from "../insights/user/day-labels.ts";
import type { Simulation } from "../simulation.ts";
import { graphTimestamp } from "../time/graph-time.ts";
import { topLevelCount } from "../world/media/comments.ts";
import type { Account, Media } from "../world/model.ts";

/** Days of user insights the API gives. */
export interface InsightDaysTruth {
  /** `end_time` of the oldest day. */
  readonly first: string;
  /** `end_time` of the newest day, the running one. */
  readonly last: string;
  /** `end_time` of the newest day that is over. */
  readonly lastClosed: string;
  /** Days, the running one included. */
  readonly count: number;
}

/** How much there is. */
export interface TruthCounts {
  readonly users: number;
  /** Posts the media edge lists. */
  readonly media: number;
  readonly children: number;
  /** Listed posts whose insights answer 200. */
  readonly mediaWithInsights: number;
  readonly stories: number;
  readonly storiesWithInsights: number;
  readonly insightDays: number;
  /** Top-level comments. */
  readonly comments: number;
}

/** What is true of one account. */
export interface AccountTruth extends TruthCounts {
  readonly id: string;
  readonly username: string;
  /** null for an account that is only reached by an Instagram login. */
  readonly pageId: string | null;
  readonly reachableBy: { readonly facebook: boolean; readonly instagram: boolean };
  readonly followers: number;
  /** null if there is no day. */
  readonly days: InsightDaysTruth | null;
  /** Newest first. */
  readonly ids: {
    readonly media: readonly string[];
    readonly children: readonly string[];
    readonly mediaWithInsights: readonly string[];
    /** Among those with insights, the ones that answer `"values": []`. */
    readonly mediaWithoutValues: readonly string[];
    readonly deleted: readonly string[];
    readonly beforeConversion: readonly string[];
    readonly stories: readonly string[];
    readonly storiesWithInsights: readonly string[];
    readonly tags: readonly string[];
    readonly collaborations: readonly string[];
    readonly invites: readonly string[];
    readonly polls: readonly string[];
    readonly mentions: readonly string[];
    /** Comments that mention the account, in the order of `mentions`, on which they are. */
    readonly mentioningComments: readonly string[];
  };
}

/** What is true of the world at this moment. */
export interface WorldTruth {
  readonly seed: number;
  /** ISO 8601. */
  readonly now: string;
  readonly businessId: string;
  readonly pageIds: readonly string[];
  readonly totals: TruthCounts;
  /** The part of it a host's tokens reach. */
  readonly totalsByHost: { readonly facebook: TruthCounts; readonly instagram: TruthCounts };
  readonly accounts: readonly AccountTruth[];
  readonly hashtags: readonly HashtagTruth[];
}

/** What is true of a hashtag. */
export interface HashtagTruth {
  readonly id: string;
  readonly name: string;
  /** Posts of the last 24 hours. */
  readonly recent: readonly string[];
  readonly top: readonly string[];
}

const depthMs = 730 * 86_400_000;

function daysOf(account: Account, simulation: Simulation, nowMs: number): InsightDaysTruth | null {
  const today = simulation.world.calendar.dayOf(nowMs);
  let first = account.firstInsightDay;
  while (labelOf(first, simulation) <= nowMs - depthMs) first += 1;
  if (first > today) return null;
  const stamp = (day: number): string => graphTimestamp(labelOf(day, simulation));
  return { first: stamp(first), last: stamp(today), lastClosed: stamp(today - 1), count: today - first + 1 };
}

const idsOf = (media: readonly Media[]): string[] => media.map(({ id }) => id);

function accountTruth(account: Account, simulation: Simulation, nowMs: number): AccountTruth {
  const { world } = simulation;
  const isListed = (media: Media): boolean => !world.unlisted.has(media.id);
  const media = account.posts().slice(0, simulation.behaviour.mediaCap).filter(isListed);
  const stories = account.stories(nowMs).filter(isListed);
  const children = media.flatMap((post) => post.children);
  const withInsights = media.filter((post) => !world.isGone(post) && !post.traits.beforeConversion);
  const seen = stories.filter((story) => !world.isGone(story) && !story.traits.belowFiveViewers);
  const days = daysOf(account, simulation, nowMs);
  return {
    id: account.id,
    username: account.username,
    pageId: account.pageId ?? null,
    reachableBy: account.reachableBy,
    followers: account.followers,
    users: 1,
    media: media.length,
    children: children.length,
    mediaWithInsights: withInsights.length,
    stories: stories.length,
    storiesWithInsights: seen.length,
    insightDays: days?.count ?? 0,
    comments: media.reduce((count, post) => count + topLevelCount(post), 0),
    days,
    ids: {
      media: idsOf(media),
      children: idsOf(children),
      mediaWithInsights: idsOf(withInsights),
      mediaWithoutValues: idsOf(withInsights.filter((post) => isWithoutValues(post, { simulation, nowMs }))),
      deleted: idsOf(media.filter((post) => world.isGone(post))),
      beforeConversion: idsOf(media.filter((post) => post.traits.beforeConversion)),
      stories: idsOf(stories),
      storiesWithInsights: idsOf(seen),
      tags: idsOf(account.tags()),
      collaborations: idsOf(account.collaborations()),
      invites: idsOf(account.invites()),
      mentions: idsOf(account.mentions()),
      mentioningComments: account.mentioningComments().map(({ id }) => id),
      polls: idsOf(media.filter((post) => pollOf(post) !== undefined)),
    },
  };
}

function totalsOf(accounts: readonly AccountTruth[]): TruthCounts {
  const total = (name: keyof TruthCounts): number =>
    accounts.reduce((count, account) => count + account[name], 0);
  return {
    users: total("users"),
    media: total("media"),
    children: total("children"),
    mediaWithInsights: total("mediaWithInsights"),
    stories: total("stories"),
    storiesWithInsights: total("storiesWithInsights"),
    insightDays: total("insightDays"),
    comments: total("comments"),
  };
}

/** Everything a complete client should have found by now. */
export function worldTruth(simulation: Simulation): WorldTruth {
  const { world } = simulation;
  const nowMs = simulation.now();
  const accounts = world.accounts.map((account) => accountTruth(account, simulation, nowMs));
  return {
    seed: world.seed,
    now: new Date(nowMs).toISOString(),
    businessId: world.businessId,
    pageIds: world.pages.map(({ id }) => id),
    totals: totalsOf(accounts),
    totalsByHost: {
      facebook: totalsOf(accounts.filter(({ reachableBy }) => reachableBy.facebook)),
      instagram: totalsOf(accounts.filter(({ reachableBy }) => reachableBy.instagram)),
    },
    accounts,
    hashtags: world.hashtags.map((hashtag) => ({
      id: hashtag.id,
      name: hashtag.name,
      recent: hashtag.recent(nowMs).map(({ id }) => id),
      top: hashtag.top(nowMs).map(({ id }) => id),
    })),
  };
}
