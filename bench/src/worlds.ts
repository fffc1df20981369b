import type { WorldSpec } from "@tap-instagram/graph-simulator";

/** The world that most figures are of: one account with 5,000 posts, 3,174 slides, 6 stories and 30 days. */
export const standardWorld: WorldSpec = {
  accounts: [
    {
      username: "standard",
      posts: { count: 5000, carousels: 500, carouselChildren: 3174, reels: 2000, hoursBetween: 4 },
      stories: 6,
      insightDays: 30,
    },
  ],
};

/** So many small accounts. */
export function accountsWorld(accounts: number, posts = 20): WorldSpec {
  return { accounts: Array.from({ length: accounts }, () => ({ posts, stories: 0, insightDays: 30 })) };
}

/** One account with so many posts, or so many days. */
export function oneAccountWorld({
  posts = 20,
  days = 30,
}: {
  posts?: number | undefined;
  days?: number | undefined;
}): WorldSpec {
  return { accounts: [{ posts: { count: posts, hoursBetween: 4 }, stories: 0, insightDays: days }] };
}
