import type { WorldSpec } from "./spec.ts";

const demoWorld: WorldSpec = {
  pagesWithoutAccount: 2,
  hashtags: [
    { name: "lumencykel", recent: 3, top: 12 },
    { name: "stockholm", recent: 130, top: 90 },
  ],
  accounts: [
    {
      username: "lumen.cykel",
      name: "Lumen Cykel",
      followers: 48_200,
      login: "both",
      tags: 6,
      collaborations: 8,
      mentions: 3,
      invites: 2,
      live: true,
      stories: { live: 6, belowFiveViewers: 2 },
      posts: {
        count: 140,
        reels: 70,
        carousels: 30,
        feedVideos: 4,
        ads: 2,
        hoursBetween: 14,
        deleted: 1,
        withoutCaption: 5,
        withoutMediaUrl: 4,
        withoutProductType: 2,
        hiddenLikes: 3,
        sharedToFacebook: 12,
        commentsMaximum: 6,
      },
    },
    {
      username: "brod_och_salt",
      name: "Bröd & Salt",
      followers: 6_310,
      language: "sv",
      mediaCountError: 4,
      tags: 2,
      stories: { live: 4, belowFiveViewers: 1 },
      posts: {
        count: 90,
        reels: 24,
        carousels: 20,
        feedVideos: 10,
        hoursBetween: 192,
        deleted: 1,
        beforeConversion: 8,
        withoutCaption: 4,
        withoutMediaUrl: 2,
        withoutProductType: 2,
        commentsMaximum: 4,
      },
    },
    {
      username: "atelje.norr",
      name: "Ateljé Norr",
      followers: 64,
      accountType: "MEDIA_CREATOR",
      biography: null,
      website: null,
      stories: { live: 3, belowFiveViewers: 2 },
      posts: { count: 60, reels: 6, carousels: 12, feedVideos: 2, hoursBetween: 120, beforeConversion: 2 },
    },
    {
      username: "nya.kontoret",
      name: "Nya kontoret",
      followers: 2_315,
      language: "de",
      biography: null,
      website: null,
      picture: false,
      posts: 0,
    },
  ],
};

const largeWorld: WorldSpec = {
  accounts: [
    {
      username: "the.large.account",
      name: "The Large Account",
      followers: 912_000,
      login: "both",
      insightDays: 30,
      stories: { live: 6 },
      posts: { count: 5_000, carousels: 600, carouselChildren: 3_000, reels: 2_000, hoursBetween: 5 },
    },
  ],
};

const tinyWorld: WorldSpec = {
  accounts: [
    {
      username: "tiny.bakery",
      name: "Tiny Bakery",
      followers: 1_204,
      login: "both",
      insightDays: 60,
      stories: { live: 2, belowFiveViewers: 1 },
      posts: { count: 7, reels: 2, carousels: 2, carouselChildren: 5, hoursBetween: 30, withoutCaption: 1 },
    },
  ],
};

/** Names of the worlds that come with the simulator. */
export type WorldName = "demo" | "large" | "tiny";

/** The worlds that come with the simulator. */
export const namedWorlds: Readonly<Record<WorldName, WorldSpec>> = {
  demo: demoWorld,
  large: largeWorld,
  tiny: tinyWorld,
};

/** Whether a word names a world that comes with the simulator. */
export function isWorldName(name: string): name is WorldName {
  return Object.hasOwn(namedWorlds, name);
}
