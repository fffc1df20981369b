import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SimulatorProcess } from "../test/processes.ts";

/** Three accounts with two years of insights, and a few posts of every awkward kind. */
const spec = {
  pagesWithoutAccount: 1,
  accounts: [
    {
      username: "one.shop",
      followers: 12_000,
      stories: { live: 3, belowFiveViewers: 1 },
      posts: {
        count: 12,
        reels: 4,
        carousels: 3,
        carouselChildren: 9,
        deleted: 1,
        beforeConversion: 1,
        withoutCaption: 2,
      },
    },
    {
      username: "två.butiker",
      name: "Två & “tre” 🥐",
      language: "sv",
      followers: 64,
      stories: { live: 2, belowFiveViewers: 1 },
      posts: { count: 5, reels: 1, carousels: 1, carouselChildren: 3 },
    },
    { username: "no.posts", followers: 2_000, posts: 0 },
  ],
};

/** Writes it as the file that `--world` takes. */
export function smallWorld(folder: string): string {
  const path = join(folder, "world.json");
  writeFileSync(path, JSON.stringify(spec));
  return path;
}

/** Rows by stream. */
export type Rows = { [stream: string]: number };

interface Truth {
  totalsByHost: { facebook: { [count: string]: number } };
  accounts: { reachableBy: { facebook: boolean } }[];
}

/**
 * Runs a load, and returns how many rows it has to have by what the simulator says exists: before and after it, since
 * a day of insights or the life of a story may end meanwhile.
 */
export async function expectedRowsOf(
  simulator: Pick<SimulatorProcess, "admin">,
  load: () => Promise<unknown>,
): Promise<Rows[]> {
  const before = await expectedRows(simulator);
  await load();
  return [before, await expectedRows(simulator)];
}

async function expectedRows(simulator: Pick<SimulatorProcess, "admin">): Promise<Rows> {
  const { totalsByHost, accounts } = await simulator.admin<Truth>("world");
  const count = (name: string) => totalsByHost.facebook[name] ?? Number.NaN;
  return {
    users: count("users"),
    media: count("media"),
    media_insights: count("mediaWithInsights"),
    stories: count("stories"),
    story_insights: count("storiesWithInsights"),
    // The running day of each account is not over, and so not there yet.
    user_insights: count("insightDays") - accounts.filter(({ reachableBy }) => reachableBy.facebook).length,
  };
}

/** Calls the API counted since the last time it was told to forget them, by path. */
export async function callsMade(
  simulator: Pick<SimulatorProcess, "admin">,
): Promise<{ [template: string]: number }> {
  const { byEndpoint } = await simulator.admin<{ byEndpoint: { [template: string]: number } }>("requests");
  await simulator.admin("requests", { method: "DELETE" });
  return byEndpoint;
}

/** What is synced unless a catalog says otherwise. */
export const streams: readonly string[] = [
  "users",
  "media",
  "media_insights",
  "stories",
  "story_insights",
  "user_insights",
];

/** How many rows there are in the `<stream>.jsonl` files of a folder. */
export function rowsOfFiles(folder: string): Rows {
  return Object.fromEntries(
    streams.map((stream) => {
      const path = join(folder, `${stream}.jsonl`);
      return [stream, existsSync(path) ? readFileSync(path, "utf8").split("\n").length - 1 : 0];
    }),
  );
}
