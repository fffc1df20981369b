import { describe, expect, test } from "vitest";
import { at, dataOf, dig, fixedNow, openSession, pluck } from "../../test/session.ts";
import { startSimulator, type AccountSpec, type SimulatorOptions, type WorldTruth } from "../index.ts";

const truth = async (options: SimulatorOptions): Promise<WorldTruth> => {
  const session = await openSession(options);
  const { world } = session.simulator;
  await session.close();
  return world;
};

describe("a world", () => {
  test("is the same for the same seed and hour, and another for another seed", async () => {
    const first = await truth({ now: () => fixedNow });
    const second = await truth({ now: () => fixedNow + 30 * 60_000 });
    expect(second.accounts.map(({ ids }) => ids.media)).toEqual(first.accounts.map(({ ids }) => ids.media));
    const other = await truth({ seed: 2 });
    expect(other.accounts.map(({ id }) => id)).not.toEqual(first.accounts.map(({ id }) => id));
  });

  test("keeps the posts two days share as they were", async () => {
    const read = async (now: number): Promise<Map<unknown, unknown>> => {
      const session = await openSession({ now: () => now });
      const account = at(session.simulator.world.accounts, 0);
      const fields = "id,timestamp,media_type,caption,children{id}";
      const pages = [];
      for (const offset of ["", "&after="]) {
        const cursor: unknown = offset === "" ? "" : dig(pages[0]?.json, "paging", "cursors", "after");
        const path = `${account.id}/media?limit=100&fields=${fields}`;
        pages.push(await session.get(offset === "" ? path : `${path}${offset}${String(cursor)}`));
      }
      await session.close();
      return new Map(pages.flatMap(dataOf).map((post) => [dig(post, "id"), post]));
    };
    const today = await read(fixedNow);
    const tomorrow = await read(fixedNow + 86_400_000);
    const shared = [...today.keys()].filter((id) => tomorrow.has(id));
    expect(shared.length).toBeGreaterThanOrEqual(137);
    expect(shared.map((id) => tomorrow.get(id))).toEqual(shared.map((id) => today.get(id)));
  });

  test("called demo has everything that is awkward", async () => {
    const { accounts, pageIds, totals } = await truth({});
    expect(accounts).toHaveLength(4);
    expect(pageIds).toHaveLength(6);
    expect(accounts.filter(({ reachableBy }) => reachableBy.instagram)).toHaveLength(1);
    expect(accounts.some(({ followers }) => followers < 100)).toBe(true);
    expect(accounts.some(({ media }) => media === 0)).toBe(true);
    const ids = (name: "deleted" | "beforeConversion" | "mediaWithoutValues"): number =>
      accounts.reduce((sum, account) => sum + account.ids[name].length, 0);
    expect([ids("deleted"), ids("beforeConversion")]).toEqual([2, 10]);
    expect(ids("mediaWithoutValues")).toBeGreaterThan(0);
    expect(totals.stories - totals.storiesWithInsights).toBe(5);
    expect(totals.insightDays).toBe(4 * 730);
  });

  test("called demo has a fresh reel at any hour", async () => {
    for (let hour = 0; hour < 48; hour += 5) {
      const { accounts } = await truth({ now: () => fixedNow + hour * 3_600_000 });
      expect(at(accounts, 0).ids.mediaWithoutValues.length).toBeGreaterThan(0);
    }
  });

  test("called demo has captions of every awkward kind", async () => {
    const session = await openSession();
    const { id } = at(session.simulator.world.accounts, 0);
    const captions = pluck(await session.get(`${id}/media?limit=100&fields=caption`), "caption")
      .map(String)
      .join("");
    await session.close();
    for (const part of ["🚲", "\n", "مرحبا", "\u0007", "\u2028"]) expect(captions).toContain(part);
  });

  test("called large has its numbers and starts at once", async () => {
    // The best of some: other processes may take the processor meanwhile.
    const times: number[] = [];
    for (let time = 0; time < 5; time += 1) {
      const begun = performance.now();
      const session = await openSession({ world: "large" });
      times.push(performance.now() - begun);
      await session.close();
    }
    expect(Math.min(...times)).toBeLessThan(500);
    const session = await openSession({ world: "large" });
    expect(session.simulator.world.totals).toMatchObject({ media: 5000, children: 3000, insightDays: 30 });
    const { ids } = at(session.simulator.world.accounts, 0);
    await session.close();
    const all = [...ids.media, ...ids.children];
    expect(new Set(all).size).toBe(8000);
    expect(all.every((one) => /^\d{17}$/.test(one) && BigInt(one) > BigInt(Number.MAX_SAFE_INTEGER))).toBe(
      true,
    );
  });

  test("can be asked for exactly", async () => {
    const { totals, accounts } = await truth({
      world: {
        accounts: [
          {
            followers: 500,
            insightDays: 12,
            stories: { live: 5, belowFiveViewers: 2 },
            posts: {
              count: 50,
              carousels: 10,
              carouselChildren: 33,
              deleted: [0, 4, 9],
              beforeConversion: 6,
              withoutValues: [2],
            },
          },
        ],
      },
    });
    expect(totals).toMatchObject({ media: 50, children: 33, mediaWithInsights: 41, storiesWithInsights: 3 });
    const { ids, days } = at(accounts, 0);
    expect(ids.deleted).toEqual([0, 4, 9].map((position) => ids.media[position]));
    expect(ids.beforeConversion).toEqual(ids.media.slice(-6));
    expect(ids.mediaWithoutValues).toEqual([ids.media[2]]);
    expect(days?.count).toBe(12);
  });

  test.each<[AccountSpec, string]>([
    [{ posts: { count: 2, reels: 1, carousels: 2 } }, "accounts[0].posts has 3 reels, carousels"],
    [{ posts: { count: 2, carouselChildren: 3 } }, "accounts[0].posts.carouselChildren is 3"],
    [{ posts: -1 }, "accounts[0].posts.count is -1"],
    [{ posts: { count: 5, deleted: 3 } }, "accounts[0].posts.deleted is 3"],
    [{ stories: { live: 1, belowFiveViewers: 2 } }, "accounts[0].stories.belowFiveViewers is 2"],
    [{ insightDays: 0 }, "accounts[0].insightDays is 0"],
  ])("that cannot be is refused with its place: %j", async (account, message) => {
    await expect(startSimulator({ world: { accounts: [account] } })).rejects.toThrow(message);
  });
});
