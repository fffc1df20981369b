import { compare, exitRate, grouped, middle, total } from "../arithmetic.ts";
import type { Truth } from "../merged.ts";
import type { Figure } from "../shapes.ts";
import { bestPosts, newestStories, type PageTruth } from "./page.ts";
import { localOf, ratedPosts, rateOf, type Rated } from "./posts.ts";
import { dayNumbers, percentOf, said } from "./said.ts";

/** The numbers that the sentence above each plot has to have, in their order. */
export function findingsOf(truth: Truth, plots: PageTruth["plots"]): { [plot: string]: string[] } {
  const rated = ratedPosts(truth.posts);
  const rowsOf = (plot: string): KeyedRow[] =>
    Object.entries(plots[plot] ?? {}).toSorted(([one], [other]) => compare(one, other));
  const published = rowsOf("posts_by_type").map(([, [count]]) => count ?? 0);
  return {
    followers_by_week: columnsOf(rowsOf("followers_by_week")).flatMap((column) =>
      said(column[0], column.at(-1)),
    ),
    followers_gained_by_week: gained(rowsOf("followers_gained_by_week")),
    views_by_day: mostViews(rowsOf("views_by_day")),
    reach_by_week: columnsOf(rowsOf("reach_by_week")).flatMap((column) => said(Math.max(...column))),
    top_posts: said(bestPosts(rated)[0]?.figures.views),
    best_weekday: bestSlot(
      rated,
      (local) => local.getUTCDay() || 7,
      () => "",
    ),
    best_hour: bestSlot(
      rated,
      (local) => local.getUTCHours(),
      (hour) => `${String(hour).padStart(2, "0")}:00`,
    ),
    posts_by_type: said(Math.max(...published), total(published)),
    views_by_type: compared(rated, ({ figures }) => figures.views),
    interactions_by_type: compared(rated, ({ figures }) => rateOf(figures), "100"),
    ...groups(truth, plots),
    ...stories(truth),
  };
}

type KeyedRow = readonly [key: string, values: readonly Figure[]];

/** The numbers of each column that are there. */
function columnsOf(rows: readonly KeyedRow[]): number[][] {
  const columns = rows[0]?.[1].map((_, index) => rows.map(([, values]) => values[index] ?? null)) ?? [];
  return columns.map((column) => column.filter((value) => value !== null)).filter(({ length }) => length > 0);
}

function gained(weeks: readonly KeyedRow[]): string[] {
  const [came = [], left = []] = columnsOf(weeks);
  const [best] = weeks
    .flatMap(([week, [some = null, others = null]]) =>
      some === null || others === null ? [] : [{ week, net: some - others }],
    )
    .toSorted((one, other) => other.net - one.net);
  return [...said(total(came), total(left)), ...dayNumbers(best?.week ?? ""), ...said(best?.net)];
}

function mostViews(days: readonly KeyedRow[]): string[] {
  const known = days.flatMap(([day, [views = null]]) => (views === null ? [] : [{ day, views }]));
  const [best] = known.toSorted((one, other) => other.views - one.views);
  const without = days.length - known.length;
  return [...dayNumbers(best?.day ?? ""), ...said(best?.views, without === 0 ? "" : without)];
}

function bestSlot(
  rated: readonly Rated[],
  slotOf: (local: Date) => number,
  nameOf: (slot: number) => string,
): string[] {
  const slots = grouped(rated, ({ published }) => slotOf(localOf(published)));
  const [best] = [...slots]
    .map(([slot, posts]) => ({ slot, known: posts.flatMap(({ times }) => times ?? []) }))
    .flatMap(({ slot, known }) => ({ slot, count: known.length, times: middle(known, 3) ?? -1 }))
    .toSorted((one, other) => other.times - one.times || one.slot - other.slot);
  return best === undefined ? [] : said(nameOf(best.slot), best.times, best.count);
}

function compared(
  rated: readonly Rated[],
  figureOf: (post: Rated) => Figure,
  ...words: readonly string[]
): string[] {
  const middles = [...grouped(rated, ({ format }) => format).values()]
    .flatMap((posts) => middle(posts.map(figureOf), 3) ?? [])
    .toSorted((one, other) => other - one);
  const [best = 0] = middles;
  return said(best, ...words, best / (middles.at(-1) ?? 0));
}

function groups({ groups: readings }: Truth, plots: PageTruth["plots"]): { [plot: string]: string[] } {
  const ages = Object.entries(plots["followers_by_age"] ?? {})
    .map(([age, parts]) => ({ age, size: total(parts) ?? 0 }))
    .toSorted((one, other) => other.size - one.size);
  const all = total(ages.map(({ size }) => size)) ?? 0;
  const [largest] = ages;
  const first = (breakdown: string) => {
    const [most = 0] = Object.values(plots[`followers_by_${breakdown}`] ?? {})[0] ?? [];
    const listed = (readings.at(-1) ?? [])
      .filter((group) => group.metric === "follower_demographics" && group.breakdown === breakdown)
      .map(({ value }) => value);
    return [...said(most), ...percentOf((most ?? 0) / (total(listed) ?? 0))];
  };
  return {
    followers_by_age: [...said(largest?.age), ...percentOf((largest?.size ?? 0) / all)],
    followers_by_country: first("country"),
    followers_by_city: first("city"),
  };
}

function stories({ stories: all }: Truth): { [plot: string]: string[] } {
  const seen = newestStories(all);
  const sumOf = (...moves: readonly (keyof (typeof seen)[number]["figures"])[]) =>
    total(seen.flatMap(({ figures }) => moves.map((move) => figures[move]))) ?? 0;
  const left = sumOf("tap_exit", "swipe_forward");
  const [worst] = seen
    .map(({ published, figures: { tap_exit: taps, swipe_forward: swipes, views } }) => ({
      published,
      rate: exitRate(taps, swipes, views, 100) ?? -1,
    }))
    .toSorted((one, other) => other.rate - one.rate);
  const time = worst === undefined ? "" : localOf(worst.published).toISOString();
  return {
    story_moves: said("100", (100 * left) / (left + sumOf("tap_forward", "tap_back"))),
    story_exits: [...dayNumbers(time), ...said(time.slice(11, 16), worst?.rate, "100")],
  };
}
