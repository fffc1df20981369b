import { middle, rounded } from "../arithmetic.ts";
import type { Figure, PostTruth, Rows } from "../shapes.ts";

/** Nepal has no summer time, and minutes that differ from those of UTC. */
export const timeZone = "Asia/Kathmandu";
const zoneMs = 20_700_000;

/** A post beside what is usual. */
export type Rated = PostTruth & { readonly format: string; readonly times: Figure };

/** Posts beside what is usual. */
export function ratedPosts(posts: readonly PostTruth[]): Rated[] {
  return posts.map((post) => ({ ...post, format: formatOf(post), times: timesUsual(post, posts) }));
}

/** A time in that zone, as the UTC of what is given back. */
export function localOf(published: string): Date {
  return new Date(Date.parse(published) + zoneMs);
}

/** Interactions for 100 people reached. */
export function rateOf({ total_interactions: interactions, reach }: PostTruth["figures"]): Figure {
  return interactions === null || reach === null || reach === 0 ? null : (100 * interactions) / reach;
}

export function slots(
  posts: readonly Rated[],
  first: number,
  last: number,
  slotOf: (local: Date) => number,
): Rows {
  return Object.fromEntries(
    Array.from({ length: last - first + 1 }, (_, index) => {
      const slot = first + index;
      const times = posts
        .filter(({ published }) => slotOf(localOf(published)) === slot)
        .map((post) => post.times);
      return [String(slot), [rounded(middle(times, 3), 2)]];
    }),
  );
}

export function formats(posts: readonly Rated[]): { [plot: string]: Rows } {
  const plots: { [plot: string]: Rows } = { posts_by_type: {}, views_by_type: {}, interactions_by_type: {} };
  for (const format of new Set(posts.map((post) => post.format))) {
    const ofFormat = posts.filter((post) => post.format === format).map(({ figures }) => figures);
    const rates = ofFormat.map(rateOf);
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
