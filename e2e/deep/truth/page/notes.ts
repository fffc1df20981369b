import { daysBetween, grouped, middle, total } from "../arithmetic.ts";
import { dayOf, type Truth } from "../merged.ts";
import type { DayTruth, Figure } from "../shapes.ts";
import { lastOf } from "./days.ts";
import { bestPosts, latelyFigures, newestStories } from "./page.ts";
import { localOf, ratedPosts, rateOf, type Rated } from "./posts.ts";
import { dayNumbers, percentOf, said } from "./said.ts";

/** The numbers that the notes of rows have to have, by plot and key. Where a row has no number in its note, none. */
export function notesOf(truth: Truth): { [plot: string]: { [key: string]: string[] } } {
  const rated = ratedPosts(truth.posts);
  const weekday = ({ published }: Rated) => String(localOf(published).getUTCDay() || 7);
  const hour = ({ published }: Rated) => String(localOf(published).getUTCHours());
  const format = (post: Rated) => post.format;
  return {
    ...daysOfSome(truth),
    best_weekday: counts(rated, weekday, ({ times }) => times),
    best_hour: counts(rated, hour, ({ times }) => times),
    views_by_type: counts(rated, format, ({ figures }) => figures.views),
    interactions_by_type: counts(rated, format, ({ figures }) => rateOf(figures)),
    top_posts: Object.fromEntries(
      bestPosts(rated).map((post) => [
        String(post.permalink),
        [...driverOf(post, rated), ...dayNumbers(localOf(post.published).toISOString())],
      ]),
    ),
    story_moves: movesOfSome(truth),
  };
}

/** How many posts of each kind have a figure. */
function counts(
  rated: readonly Rated[],
  kindOf: (post: Rated) => string,
  figureOf: (post: Rated) => Figure,
): { [kind: string]: string[] } {
  return Object.fromEntries(
    [...grouped(rated, kindOf)].map(([kind, posts]) => [
      kind,
      said(posts.filter((post) => figureOf(post) !== null).length),
    ]),
  );
}

/** Days and weeks that not every account has: of how many they are. */
function daysOfSome({ accounts, days }: Truth): { [plot: string]: { [day: string]: string[] } } {
  const last = lastOf(days);
  const growing = accounts.filter(({ id }) =>
    days.some(({ account, figures }) => account === id && figures.followed !== null),
  );
  const ofGrowing = days.filter(({ account }) => growing.some(({ id }) => id === account));
  const weekOf = (day: DayTruth) => -Math.floor(daysBetween(dayOf(day), last) / 7) * 7;
  const isWhole = (ofWeek: readonly DayTruth[]) =>
    ofWeek.filter(({ figures }) => figures.followed !== null && figures.unfollowed !== null).length === 7;
  const ofAccounts = (found: number, all: number) => (found === all ? [] : said(found, all));
  return {
    followers_gained_by_week: Object.fromEntries(
      [...grouped(ofGrowing, weekOf)].map(([week, ofWeek]) => [
        new Date(Date.parse(last) + week * 86_400_000).toISOString().slice(0, 10),
        ofAccounts(
          [...grouped(ofWeek, ({ account }) => account).values()].filter(isWhole).length,
          growing.length,
        ),
      ]),
    ),
    views_by_day: Object.fromEntries(
      [...grouped(days, dayOf)].map(([day, ofDay]) => {
        const known = ofDay.filter(({ figures }) => figures.views !== null).length;
        return [day, known === 0 ? [] : ofAccounts(known, new Set(days.map(({ account }) => account)).size)];
      }),
    ),
  };
}

/** What people did more often for each view than usual, if anything. */
function driverOf(post: Rated, rated: readonly Rated[]): string[] {
  const alike = rated.filter(({ account, format }) => account === post.account && format === post.format);
  const times = (["shares", "saved", "comments", "likes", "follows"] as const).map((name) => {
    const forView = ({ figures }: Rated) =>
      figures[name] === null || !figures.views ? null : figures[name] / figures.views;
    const usual = middle(alike.map(forView), 5);
    return usual ? (forView(post) ?? 0) / usual : 0;
  });
  const most = Math.max(...times);
  return most < 1.2 ? [] : said(most);
}

function movesOfSome({ stories }: Truth): { [move: string]: string[] } {
  const seen = newestStories(stories);
  return Object.fromEntries(
    (["tap_forward", "tap_back", "tap_exit", "swipe_forward"] as const).map((move) => {
      const known = seen.filter(({ figures }) => figures[move] !== null).length;
      return [`navigation_${move}`, known === seen.length ? [] : said(known)];
    }),
  );
}

/** The numbers that the cards of the last four weeks have to have beside theirs. */
export function trendsOf({ days }: Truth): { [figure: string]: string[] } {
  const last = lastOf(days);
  const weeksAgo = (day: DayTruth) => Math.floor(daysBetween(dayOf(day), last) / 28);
  return Object.fromEntries(
    latelyFigures.map((name) => {
      const [now = [], before = []] = [0, 1].map((age) =>
        days.filter((day) => weeksAgo(day) === age).flatMap(({ figures }) => figures[name] ?? []),
      );
      const change = (total(now) ?? 0) / (total(before) ?? 0) - 1;
      const isSame = Math.round(change * 100) === 0;
      const known = now.length === before.length ? (isSame ? [] : percentOf(Math.abs(change))) : undefined;
      return [`${name}_lately`, known ?? said(now.length, before.length)];
    }),
  );
}
