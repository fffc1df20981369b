import type { Tables } from "../tables/tables.ts";
import type { Figure, Report } from "../figures/figure.ts";
import { numberOf } from "../figures/numbers.ts";

/** What the page begins with. */
export async function totals({ query }: Tables): Promise<Pick<Report, "figures" | "extent">> {
  const [row] = await query(sums);
  const valued = (list: readonly Omit<Figure, "value">[]): Figure[] =>
    list.map((figure) => ({ ...figure, value: numberOf(row?.[figure.name]) }));
  return { figures: valued(wanted), extent: valued(extent) };
}

/** A stream without rows has no number, not 0. */
const sums = `
  select
    (select sum(followers_count) from users) as followers,
    (select sum(views) from user_insights) as views,
    (select sum(total_interactions) from user_insights) as interactions,
    (select nullif(count(*), 0) from media) as posts,
    (select nullif(count(*), 0) from stories) as stories,
    (select nullif(count(*), 0) from users) as accounts,
    (select nullif(count(*), 0) from user_insights) as account_days`;

const wanted = [
  {
    name: "followers",
    label: "Followers",
    meaning:
      "Followers of all accounts when they were last read. A person who follows two of them counts twice.",
  },
  {
    name: "views",
    label: "Views",
    meaning: "How often posts, reels, stories and ads were played or shown, over all days of the report.",
  },
  {
    name: "interactions",
    label: "Interactions",
    meaning: "Likes, saves, comments, shares, replies and reposts, over all days of the report.",
  },
  {
    name: "posts",
    label: "Posts and reels",
    meaning: "Posts and reels that were found. Deleted ones stay in the files.",
  },
  {
    name: "stories",
    label: "Stories",
    meaning: "Stories that were found in the 24 hours for which Instagram shows them.",
  },
] as const;

const extent = [
  { name: "accounts", label: "accounts", meaning: "Instagram accounts with a profile in the files." },
  {
    name: "account_days",
    label: "days of figures, each account by itself",
    meaning: "Days with figures, counted for each account by itself: two accounts on one day are two.",
  },
] as const;
