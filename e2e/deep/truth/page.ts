import { dayOf, type Truth } from "./merged.ts";
import type { DayTruth, Figure, PostTruth } from "./reading.ts";

/** What the page has to say: its single numbers, and the rows of the table behind each plot. */
export interface PageTruth {
  readonly figures: { readonly [name: string]: Figure };
  readonly plots: { readonly [plot: string]: { readonly [key: string]: readonly Figure[] } };
  readonly lacks: { readonly [name: string]: number };
}

/** Nepal has no summer time, and minutes that differ from those of UTC. */
export const timeZone = "Asia/Kathmandu";
const zoneMs = 20_700_000;

type Rows = { [key: string]: readonly Figure[] };

/** Computes it, without SQL and without our files. */
export function pageTruthOf(truth: Truth): PageTruth {
  const { accounts, days, posts, stories } = truth;
  const rated = posts.map((post) => ({ ...post, format: formatOf(post), times: timesUsual(post, posts) }));
  const storiesSeen = stories
    .filter(({ figures }) => figures.views !== null)
    .toSorted((one, other) => compare(other.published, one.published) || compare(one.id, other.id))
    .slice(0, 20);
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
        rated
          .filter(({ figures, permalink }) => figures.views !== null && permalink !== null)
          .toSorted(
            (one, other) =>
              Number(other.figures.views) - Number(one.figures.views) ||
              compare(String(one.permalink), String(other.permalink)),
          )
          .slice(0, 10)
          .map(({ permalink, times, figures: { views, reach, likes, comments, saved, shares } }) => [
            String(permalink),
            [views, rounded(times, 2), reach, likes, comments, saved, shares],
          ]),
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
              rounded((100 * (Number(tap_exit) + Number(swipe_forward))) / Number(views), 1),
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

function lately(days: readonly DayTruth[]): { [name: string]: Figure } {
  const last = lastOf(days);
  const recent = days.filter((day) => daysBetween(dayOf(day), last) < 28);
  const names = [
    "views",
    "total_interactions",
    "followed",
    "unfollowed",
    "profile_views",
    "website_clicks",
  ] as const;
  return Object.fromEntries(
    names.map((name) => [`${name}_lately`, total(recent.map(({ figures }) => figures[name]))]),
  );
}

function growth(truth: Truth): { [plot: string]: Rows } {
  const { accounts, days } = truth;
  const followers = new Map<string, Figure>();
  for (const { id, followers: now } of accounts) {
    let count: Figure = now;
    const ofAccount = days
      .filter(({ account }) => account === id)
      .toSorted((one, other) => compare(other.end, one.end));
    for (const [index, day] of ofAccount.entries()) {
      const later = ofAccount[index - 1];
      if (later !== undefined) {
        const { followed, unfollowed } = later.figures;
        const isNext = daysBetween(dayOf(day), dayOf(later)) === 1;
        count =
          count === null || followed === null || unfollowed === null || !isNext
            ? null
            : count - followed + unfollowed;
      }
      followers.set(`${id} ${day.end}`, count);
    }
  }
  const growing = accounts.filter(({ id }) =>
    days.some(({ account, figures }) => account === id && figures.followed !== null),
  );
  const last = lastOf(days);
  const gained: Rows = {};
  for (
    let week = last;
    week >= firstOf(days) || daysBetween(firstOf(days), week) > -7;
    week = before(week, 7)
  ) {
    const whole = growing.flatMap(({ id }) => {
      const ofWeek = days.filter(
        (day) => day.account === id && dayOf(day) <= week && daysBetween(dayOf(day), week) < 7,
      );
      const came = ofWeek.map(({ figures }) => figures.followed);
      const left = ofWeek.map(({ figures }) => figures.unfollowed);
      return ofWeek.length === 7 && ![...came, ...left].includes(null)
        ? [{ came: total(came), left: total(left) }]
        : [];
    });
    gained[week] = [total(whole.map(({ came }) => came)), total(whole.map(({ left }) => left))];
  }
  return {
    followers_by_week: byWeek(
      { ...truth, accounts: growing },
      (day) => followers.get(`${day.account} ${day.end}`) ?? null,
    ),
    followers_gained_by_week: gained,
  };
}

/** Every seventh day back from the last, a column for each account by followers. */
function byWeek({ accounts, days }: Truth, figureOf: (day: DayTruth) => Figure): Rows {
  const ordered = accounts.toSorted((one, other) => other.followers - one.followers);
  const found = new Map(days.map((day) => [`${day.account} ${dayOf(day)}`, figureOf(day)]));
  const rows: Rows = {};
  for (let day = lastOf(days); day >= firstOf(days); day = before(day, 7))
    rows[day] = ordered.map(({ id }) => found.get(`${id} ${day}`) ?? null);
  return rows;
}

function viewsByDay(days: readonly DayTruth[]): Rows {
  const sums = new Map<string, Figure>();
  for (let day = firstOf(days); day <= lastOf(days); day = before(day, -1))
    sums.set(day, total(days.filter((one) => dayOf(one) === day).map(({ figures }) => figures.views)));
  return Object.fromEntries(
    [...sums].map(([day, sum]) => {
      const week = Array.from({ length: 7 }, (_, index) => sums.get(before(day, index)) ?? null);
      const average = week.includes(null) ? null : Number(total(week)) / 7;
      return [day, [sum, rounded(average, 0)]];
    }),
  );
}

type Rated = PostTruth & { readonly format: string; readonly times: Figure };

function slots(posts: readonly Rated[], first: number, last: number, slotOf: (local: Date) => number): Rows {
  return Object.fromEntries(
    Array.from({ length: last - first + 1 }, (_, index) => {
      const slot = first + index;
      const times = posts
        .filter(({ published }) => slotOf(new Date(Date.parse(published) + zoneMs)) === slot)
        .map((post) => post.times);
      return [String(slot), [rounded(middle(times, 3), 2)]];
    }),
  );
}

function formats(posts: readonly Rated[]): { [plot: string]: Rows } {
  const plots: { [plot: string]: Rows } = { posts_by_type: {}, views_by_type: {}, interactions_by_type: {} };
  for (const format of new Set(posts.map((post) => post.format))) {
    const ofFormat = posts.filter((post) => post.format === format).map(({ figures }) => figures);
    const rates = ofFormat.map(({ total_interactions: interactions, reach }) =>
      interactions === null || reach === null || reach === 0 ? null : (100 * interactions) / reach,
    );
    const of = (name: "views" | "reach" | "saved" | "shares") =>
      rounded(
        middle(
          ofFormat.map((figures) => figures[name]),
          3,
        ),
        1,
      );
    plots["posts_by_type"] = { ...plots["posts_by_type"], [format]: [ofFormat.length] };
    plots["views_by_type"] = {
      ...plots["views_by_type"],
      [format]: [of("views"), of("reach"), of("saved"), of("shares")],
    };
    plots["interactions_by_type"] = {
      ...plots["interactions_by_type"],
      [format]: [rounded(middle(rates, 3), 1)],
    };
  }
  return plots;
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

function timesUsual(post: PostTruth, posts: readonly PostTruth[]): Figure {
  const ofAccount = posts.filter(({ account }) => account === post.account);
  const ofFormat = ofAccount.filter((other) => formatOf(other) === formatOf(post));
  const viewsOf = (list: readonly PostTruth[]) => list.map(({ figures }) => figures.views);
  const usual = middle(viewsOf(ofFormat), 5) ?? middle(viewsOf(ofAccount), 5);
  const { views } = post.figures;
  return views === null || usual === null || usual === 0 ? null : views / usual;
}

function formatOf({ mediaType, productType }: PostTruth): string {
  return productType === "REELS" ? "REELS" : mediaType;
}

/** The median, if it is of enough numbers. */
function middle(values: readonly Figure[], fewest: number): Figure {
  const known = values.filter((value) => value !== null).toSorted((one, other) => one - other);
  if (known.length < fewest) return null;
  const half = (known.length - 1) / 2;
  return (Number(known[Math.floor(half)]) + Number(known[Math.ceil(half)])) / 2;
}

/** The sum of what is known; null of nothing. */
function total(values: readonly Figure[]): Figure {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function rounded(value: Figure, digits: number): Figure {
  return value === null ? null : Math.round(value * 10 ** digits) / 10 ** digits;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function firstOf(days: readonly DayTruth[]): string {
  return days.map(dayOf).toSorted()[0] ?? "";
}

function lastOf(days: readonly DayTruth[]): string {
  return days.map(dayOf).toSorted().at(-1) ?? "";
}

function before(day: string, count: number): string {
  return new Date(Date.parse(day) - count * 86_400_000).toISOString().slice(0, 10);
}

function daysBetween(day: string, later: string): number {
  return (Date.parse(later) - Date.parse(day)) / 86_400_000;
}
