import { compare, daysBetween, exitRate, rounded, total } from "../arithmetic.ts";
import { dayOf, type Truth } from "../merged.ts";
import { byWeek, growth, lastOf, viewsByDay } from "./days.ts";
import { formats, ratedPosts, slots, type Rated } from "./posts.ts";
import type { DayTruth, Figure, Rows, StoryTruth } from "../shapes.ts";

/** What the page has to say: its single numbers, and the rows of the table behind each plot. */
export interface PageTruth {
  readonly figures: { readonly [name: string]: Figure };
  readonly plots: { readonly [plot: string]: { readonly [key: string]: readonly Figure[] } };
  readonly lacks: { readonly [name: string]: number };
}

/** Computes it, without SQL and without our files. */
export function pageTruthOf(truth: Truth): PageTruth {
  const { accounts, days, posts, stories } = truth;
  const rated = ratedPosts(posts);
  const storiesSeen = newestStories(stories);
  return {
    figures: {
      followers: total(accounts.map(({ followers }) => followers)),
      views: total(days.map(({ figures }) => figures.views)),
      interactions: total(days.map(({ figures }) => figures.total_interactions)),
      posts: posts.length,
      stories: stories.length,
      accounts: accounts.length,
      account_days: days.length,
      ...lately(days),
    },
    plots: {
      ...growth(truth),
      views_by_day: viewsByDay(days),
      reach_by_week: byWeek(truth, ({ figures }) => figures.reach_week),
      top_posts: Object.fromEntries(
        bestPosts(rated).map(
          ({ permalink, times, figures: { views, reach, likes, comments, saved, shares } }) => [
            String(permalink),
            [views, rounded(times, 2), reach, likes, comments, saved, shares],
          ],
        ),
      ),
      best_weekday: slots(rated, 1, 7, (local) => local.getUTCDay() || 7),
      best_hour: slots(rated, 0, 23, (local) => local.getUTCHours()),
      ...formats(rated),
      ...audience(truth),
      story_moves: Object.fromEntries(
        (["tap_forward", "tap_back", "tap_exit", "swipe_forward"] as const).map((move) => [
          `navigation_${move}`,
          [total(storiesSeen.map(({ figures }) => figures[move]))],
        ]),
      ),
      story_exits: Object.fromEntries(
        storiesSeen.map(
          ({ id, figures: { views, tap_exit, swipe_forward, tap_forward, tap_back, replies } }) => [
            id,
            [
              rounded(exitRate(tap_exit, swipe_forward, views, 100), 1),
              views,
              tap_forward,
              tap_back,
              tap_exit,
              swipe_forward,
              replies,
            ],
          ],
        ),
      ),
    },
    lacks: {
      accounts_without_growth: accounts.filter(
        ({ id }) => !days.some(({ account, figures }) => account === id && figures.followed !== null),
      ).length,
      posts_without_views: posts.filter(({ figures }) => figures.views === null).length,
      posts_without_address: posts.filter(({ permalink }) => permalink === null).length,
      stories_without_views: stories.filter(({ figures }) => figures.views === null).length,
    },
  };
}

/** The stories of the page. */
export function newestStories(stories: readonly StoryTruth[]): StoryTruth[] {
  return stories
    .filter(({ figures }) => figures.views !== null)
    .toSorted((one, other) => compare(other.published, one.published) || compare(one.id, other.id))
    .slice(0, 20);
}

/** The ten with most views. */
export function bestPosts(rated: readonly Rated[]): Rated[] {
  return rated
    .filter(({ figures, permalink }) => figures.views !== null && permalink !== null)
    .toSorted(
      (one, other) =>
        Number(other.figures.views) - Number(one.figures.views) ||
        compare(String(one.permalink), String(other.permalink)),
    )
    .slice(0, 10);
}

/** Figures of the last four weeks. */
export const latelyFigures = [
  "views",
  "total_interactions",
  "followed",
  "unfollowed",
  "profile_views",
  "website_clicks",
] as const;

function lately(days: readonly DayTruth[]): { [name: string]: Figure } {
  const last = lastOf(days);
  const recent = days.filter((day) => daysBetween(dayOf(day), last) < 28);
  return Object.fromEntries(
    latelyFigures.map((name) => [`${name}_lately`, total(recent.map(({ figures }) => figures[name]))]),
  );
}

function audience({ groups }: Truth): { [plot: string]: Rows } {
  const newest = (groups.at(-1) ?? []).filter(({ metric }) => metric === "follower_demographics");
  const largest = (breakdown: string): Rows => {
    const sums = new Map<string, number>();
    for (const {
      values: [key = ""],
      value,
    } of newest.filter((group) => group.breakdown === breakdown))
      sums.set(key, (sums.get(key) ?? 0) + value);
    const ordered = [...sums].toSorted(
      ([one, count], [other, count_]) => count_ - count || compare(one, other),
    );
    return Object.fromEntries(ordered.slice(0, 10).map(([key, count]) => [key, [count]]));
  };
  const both = newest.filter(({ breakdown }) => breakdown === "age,gender");
  const ages = [...new Set(both.map(({ values: [age = ""] }) => age))].toSorted();
  const part = (age: string, gender: string) =>
    total(both.filter(({ values }) => values[0] === age && values[1] === gender).map(({ value }) => value));
  return {
    followers_by_age: Object.fromEntries(
      ages.map((age) => [age, [part(age, "F"), part(age, "M"), part(age, "U")]]),
    ),
    followers_by_country: largest("country"),
    followers_by_city: largest("city"),
  };
}
