import { describe, expect, test } from "vitest";
import { clientOf, collect, simulated } from "../../../test/simulated.ts";
import { createMediaInsightsReader } from "../media-insights/media-insights.ts";
import { readMedia } from "./media.ts";
import type { MediaNode } from "./media-node.ts";
import type { MediaOptions } from "./media-options.ts";
import { metricsOfAllPosts } from "../media-insights/valid-metrics.ts";

type Simulator = Awaited<ReturnType<typeof simulated>>;

const fields = ["media_type", "media_product_type"];
const metrics = ["reach", "likes", "views"];
const pageOfInsights = { template: "/{ig-user}/media", query: { fields: "insights.metric" } };

/** Reads pages with insights in them, and the insights of the rest apart, as the tap does. */
async function readAll(simulator: Simulator, options: Partial<MediaOptions> = {}, instagram = false) {
  const graph = clientOf(simulator, instagram ? { instagram } : {});
  const [account] = simulator.world.accounts;
  if (!account) throw new Error("no account");
  const pages = await collect(readMedia(graph, account, { fields, metrics, ...options }));
  const media = pages.flat();
  const apart = media.filter(({ figures }) => !figures);
  const callsForPages = simulator.requests().quotaCalls;
  const reader = createMediaInsightsReader(graph, { metrics });
  const outcomes = await reader.read(account, apart);
  const outcomeOf = new Map(apart.map(({ id }, index) => [id, outcomes[index]]));
  const figuresOf = ({ id, figures }: MediaNode) => {
    const outcome = outcomeOf.get(id);
    return figures ?? (outcome?.ok ? outcome.figures : undefined);
  };
  return {
    account,
    media,
    apart,
    figures: Object.fromEntries(media.map((one) => [one.id, figuresOf(one)])),
    callsForPages,
    calls: simulator.requests().quotaCalls,
  };
}

/** What batches alone bring, and what they cost. */
async function readByBatches(simulator: Simulator) {
  simulator.clearRequests();
  return readAll(simulator, { metrics: [] });
}

describe("insights inside of the pages of media", () => {
  test("cost no call of their own, and are those that batches bring", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: { count: 250, reels: 80 } }] } });
    const { account, media, apart, figures, calls } = await readAll(simulator);
    expect(media.map(({ id }) => id)).toEqual(account.ids.media);
    expect(apart).toEqual([]);
    expect(calls).toBe(3);
    const batches = await readByBatches(simulator);
    expect(batches.calls).toBe(3 + 250);
    expect(figures).toEqual(batches.figures);
  });

  test.each([1, 2, 3, 4, 5, 6])(
    "are lost to few when one post refuses, wherever it stands (seed %i)",
    async (seed) => {
      const world = { accounts: [{ posts: { count: 300, reels: 100, feedVideos: 1 } }] };
      const simulator = await simulated({ world, seed });
      const { account, media, apart, figures, calls } = await readAll(simulator);
      expect(media.map(({ id }) => id)).toEqual(account.ids.media);
      expect(apart.map((one) => one["media_type"])).toContain("VIDEO");
      expect(apart.length).toBeLessThanOrEqual(3);
      expect(figures).toEqual((await readByBatches(simulator)).figures);
      // Whole pages, refused pages on the way to the odd post, pieces beside it, and itself twice: it refuses one metric.
      expect(calls).toBeLessThanOrEqual(3 + 14);
    },
  );

  test("are the same with Instagram Login, where batches are refused", async () => {
    const world = {
      accounts: [{ login: "both" as const, posts: { count: 300, reels: 100, feedVideos: 1 } }],
    };
    const simulator = await simulated({ world });
    const instagram = await readAll(simulator, {}, true);
    expect(instagram.calls).toBeLessThanOrEqual(3 + 14 + 6);
    expect(instagram.figures).toEqual((await readByBatches(simulator)).figures);
  });

  test("stay cheap with an odd post every now and then", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: { count: 1000, feedVideos: 20 } }] } });
    const { figures, calls } = await readAll(simulator);
    const batches = await readByBatches(simulator);
    expect(figures).toEqual(batches.figures);
    expect(batches.calls).toBeGreaterThan(1000);
    expect(calls).toBeLessThan(300);
  });

  test("end with the posts from before the business account, whose insights batches find missing", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 600, beforeConversion: 300 } }] },
    });
    const { account, figures, calls } = await readAll(simulator);
    const withFigures = Object.entries(figures).flatMap(([id, one]) => (one ? [id] : []));
    expect(withFigures).toEqual(account.ids.mediaWithInsights);
    // The newer half costs next to nothing; the older half a call each, as before, and a little for finding out.
    expect(calls).toBeLessThanOrEqual(6 + 300 + 45);
  });

  test("go back to batches where old videos of the feed refuse a metric everywhere", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: { count: 400, feedVideos: 200 } }] } });
    const nested = await readAll(simulator);
    const batches = await readByBatches(simulator);
    expect(nested.figures).toEqual(batches.figures);
    expect(nested.calls).toBeLessThanOrEqual(batches.calls + 35);
  });

  test("are given up at once where the API refuses them inside of pages", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: 120 }] },
      behaviour: { nestedInsights: "refuse" },
    });
    const { apart, callsForPages } = await readAll(simulator);
    expect(apart).toHaveLength(120);
    expect(callsForPages).toBe(1 + 2);
  });

  test("leave the pages readable for a token that may not see insights", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 120 }] } });
    const graph = clientOf(simulator, { accessToken: simulator.tokens.withoutInsights });
    const [account] = simulator.world.accounts;
    if (!account) throw new Error("no account");
    const pages = await collect(readMedia(graph, account, { fields, metrics }));
    expect(pages.flat()).toHaveLength(120);
  });

  test("lose a metric that the API does not know, and nothing else", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 120 }] } });
    const dropped: (readonly string[])[] = [];
    const { apart, media, calls } = await readAll(simulator, {
      metrics: ["reach", "no_such_metric"],
      onDroppedMetrics: (names) => dropped.push(names),
    });
    expect(dropped).toEqual([["no_such_metric"]]);
    expect(apart).toEqual([]);
    for (const { figures } of media) expect(Object.keys(figures?.values ?? {})).toEqual(["reach"]);
    expect(calls).toBe(1 + 2);
  });

  test("are null for media without a value yet, and absent for those the API leaves out", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: { count: 5, withoutValues: [1] } }] } });
    const { media } = await readAll(simulator);
    expect(media[1]?.figures?.values).toEqual({ reach: null, likes: null, views: null });
  });

  test("are halved with their pages where those are too heavy", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: 120 }] },
      behaviour: { pageWeightMaximum: 150 },
    });
    const { media, apart } = await readAll(simulator);
    expect(media).toHaveLength(120);
    expect(apart).toEqual([]);
  });

  test("do not hide what fails whichever way one asks", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 20 }] } });
    simulator.faults.add({ match: pageOfInsights, answer: { code: 190, subcode: 463 } });
    await expect(readAll(simulator)).rejects.toMatchObject({ kind: "auth" });
    expect(simulator.requests().httpRequests).toBe(1);
  });
});

describe("metrics that fit into pages of media", () => {
  test("are those that posts and reels of every kind have", () => {
    const facebook = { host: "facebook" } as const;
    expect(metricsOfAllPosts(metrics, facebook)).toEqual(["reach", "views", "likes"]);
    expect(metricsOfAllPosts(["reach", "follows"], facebook)).toBeUndefined();
    expect(metricsOfAllPosts(["reach", "reels_skip_rate"], facebook)).toBeUndefined();
    expect(metricsOfAllPosts(["reach", "facebook_views"], facebook)).toBeUndefined();
    expect(metricsOfAllPosts([], facebook)).toBeUndefined();
  });

  test("leave out what a host does not serve", () => {
    expect(metricsOfAllPosts(["reach", "total_views"], { host: "facebook" })).toContain("total_views");
    expect(metricsOfAllPosts(["reach", "total_views"], { host: "instagram" })).toEqual(["reach"]);
    expect(metricsOfAllPosts(["total_views"], { host: "instagram" })).toBeUndefined();
  });
});
