import { describe, expect, test } from "vitest";
import { clientOf, collect, simulated } from "../../../test/simulated.ts";
import { createMediaInsightsReader, type MediaInsightsOptions } from "./media-insights.ts";
import { mediaKindOf, type MediaKind } from "../media/media-kind.ts";
import { mediaMetrics, type MediaMetric } from "./media-metrics.ts";
import type { MediaInsightsOutcome } from "./media-result.ts";
import { readMedia, readStories } from "../media/media.ts";
import type { MediaNode } from "../media/media-node.ts";
import { metricsFor } from "./valid-metrics.ts";

type Simulator = Awaited<ReturnType<typeof simulated>>;

const labels = ["media_type", "media_product_type", "timestamp"];
const safeMetrics = mediaMetrics.filter(({ onlyWhenShared }) => !onlyWhenShared).map(({ name }) => name);

async function readAll(
  simulator: Simulator,
  options: Partial<MediaInsightsOptions> & {
    edge?: "stories" | undefined;
    instagram?: true | undefined;
  } = {},
): Promise<{ media: MediaNode[]; outcomes: MediaInsightsOutcome[] }> {
  const { edge, instagram, ...others } = options;
  const graph = clientOf(simulator, instagram ? { instagram } : {});
  const account = simulator.world.accounts[0];
  if (!account) throw new Error("no account");
  const pages = await collect(
    (edge === "stories" ? readStories : readMedia)(graph, account, { fields: labels }),
  );
  simulator.clearRequests();
  const reader = createMediaInsightsReader(graph, { metrics: safeMetrics, ...others });
  const media = pages.flat();
  return { media, outcomes: await reader.read(account, media) };
}

function idsWhere(media: MediaNode[], outcomes: MediaInsightsOutcome[], reason: string): string[] {
  return media
    .filter((_, index) => {
      const outcome = outcomes[index];
      return outcome?.ok === false && outcome.error.reason === reason;
    })
    .map(({ id }) => id);
}

describe("insights of posts and reels", () => {
  test("bring every metric that is valid for each kind, at one call of quota per media", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 60, carousels: 15, reels: 25 } }] },
    });
    const { media, outcomes } = await readAll(simulator);
    const fresh = new Set(simulator.world.accounts[0]?.ids.mediaWithoutValues);
    for (const [index, outcome] of outcomes.entries()) {
      const node = media[index];
      if (!node || !outcome.ok) throw new Error(`Media ${index} has no figures`);
      const valid = metricsFor(mediaKindOf(node), "facebook").filter(({ onlyWhenShared }) => !onlyWhenShared);
      expect(Object.keys(outcome.figures.values).toSorted()).toEqual(
        valid.map(({ name }) => name).toSorted(),
      );
      for (const value of Object.values(outcome.figures.values)) {
        if (fresh.has(node.id)) expect(value).toBeNull();
        else expect(value).toBeTypeOf("number");
      }
    }
    expect(simulator.requests()).toMatchObject({ httpRequests: 3, quotaCalls: 60 });
  });

  test("are lost only for posts that are deleted or older than the business account", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 80, deleted: [0, 17, 49, 50], beforeConversion: 6 } }] },
    });
    const { media, outcomes } = await readAll(simulator);
    const account = simulator.world.accounts[0];
    expect(idsWhere(media, outcomes, "not-visible")).toEqual(account?.ids.deleted);
    expect(idsWhere(media, outcomes, "before-conversion")).toEqual(account?.ids.beforeConversion);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(70);
  });

  test("keep what an old feed video does answer, and soon stop asking its kind for the rest", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: { count: 120, feedVideos: 60 } }] } });
    const dropped = new Map<MediaKind | undefined, readonly string[]>();
    const { media, outcomes } = await readAll(simulator, {
      onDroppedMetrics: (names, kind) => dropped.set(kind, names),
    });
    const videos = outcomes.filter((_, index) => mediaKindOf(media[index] ?? { id: "" }) === "video-post");
    expect(videos).toHaveLength(60);
    for (const outcome of videos)
      expect(outcome).toMatchObject({
        ok: true,
        figures: { values: { reach: expect.any(Number), saved: expect.any(Number) } },
      });
    expect([...dropped.keys()]).toEqual(["video-post"]);
    expect(dropped.get("video-post")).toContain("views");
    // Three are asked in vain for all.
    expect(simulator.requests().quotaCalls).toBe(120 + 3);
  });

  test("that fail a whole call unless shared to Facebook cost only themselves", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 12, reels: 4, sharedToFacebook: 5 } }] },
    });
    const { outcomes } = await readAll(simulator, { metrics: ["reach", "likes", "facebook_views"] });
    const values = outcomes.map((outcome) => (outcome.ok ? outcome.figures.values : {}));
    expect(values.filter(({ reach }) => reach !== undefined)).toHaveLength(12);
    expect(values.filter(({ facebook_views: views }) => typeof views === "number")).toHaveLength(5);
  });

  test("that the API has removed cost only their column", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: { count: 30, reels: 10 } }] } });
    simulator.change({ removeMetric: "shares", from: "media" });
    const dropped: string[] = [];
    const { outcomes } = await readAll(simulator, {
      onDroppedMetrics: (names, kind) => dropped.push(`${kind}: ${names.join()}`),
    });
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ ok: true });
      if (outcome.ok) expect(outcome.figures.values).not.toHaveProperty("shares");
    }
    expect(dropped.toSorted()).toEqual(["post: shares", "reel: shares"]);
  });

  test("that the API no longer knows are refused once, not once for each account", async () => {
    const posts = { count: 20, reels: 0 };
    const simulator = await simulated({ world: { accounts: [{ posts }, { posts }, { posts }] } });
    simulator.faults.add({
      match: { pathIncludes: "insights", query: { metric: "shares" } },
      answer: { code: 100, message: "(#100) metric[1] must be one of the following values: reach, views" },
    });
    const dropped: unknown[] = [];
    const reader = createMediaInsightsReader(clientOf(simulator), {
      metrics: ["reach", "shares"],
      onDroppedMetrics: (names, kind) => dropped.push([names, kind]),
    });
    for (const { id, ids } of simulator.world.accounts) {
      const media = ids.media.map((one) => ({ id: one, media_type: "IMAGE", media_product_type: "FEED" }));
      const outcomes = await reader.read({ id }, media);
      expect(outcomes.every(({ ok }) => ok)).toBe(true);
    }
    expect(simulator.requests().quotaCalls).toBe(20 + 3 * 20);
    expect(dropped).toEqual([[["shares"], undefined]]);
  });

  test("can be split, at one more call each", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: { count: 5, reels: 0 } }] } });
    const { outcomes } = await readAll(simulator, { metrics: ["reach"], splitMetrics: ["profile_activity"] });
    for (const outcome of outcomes) {
      if (!outcome.ok) throw outcome.error;
      const { values, splits } = outcome.figures;
      const sum = Object.values(splits["profile_activity"] ?? {}).reduce((total, value) => total + value, 0);
      expect(sum).toBeLessThanOrEqual(Number(values["profile_activity"]));
    }
    expect(simulator.requests().quotaCalls).toBe(10);
  });

  test("leave out a metric of a version that is not asked", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 4 }] } });
    const matrix: MediaMetric[] = [
      { name: "reach", unit: "count", kinds: ["post", "reel"], description: "", since: { version: "v24.0" } },
      {
        name: "shares",
        unit: "count",
        kinds: ["post", "reel"],
        description: "",
        since: { version: "v26.0" },
      },
    ];
    const metrics = ["reach", "shares"];
    for (const [apiVersion, asked] of [
      ["v25.0", "reach"],
      ["v26.0", "reach,shares"],
    ] as const) {
      await readAll(simulator, { metrics, matrix, apiVersion });
      const items = simulator.requests().entries.flatMap((entry) => entry.items ?? []);
      expect(new Set(items.map(({ query }) => query["metric"]))).toEqual(new Set([asked]));
      simulator.clearRequests();
    }
  });

  test("come the same way from a host that refuses batches", async () => {
    const simulator = await simulated({
      world: { accounts: [{ login: "both", posts: { count: 60, reels: 20, deleted: [7], feedVideos: 5 } }] },
    });
    const facebook = await readAll(simulator, { metrics: ["reach", "views", "likes", "follows"] });
    const instagram = await readAll(simulator, {
      metrics: ["reach", "views", "likes", "follows"],
      instagram: true,
    });
    const figures = (outcomes: MediaInsightsOutcome[]) =>
      outcomes.map((outcome) => outcome.ok && outcome.figures);
    expect(figures(instagram.outcomes)).toEqual(figures(facebook.outcomes));
    expect(figures(facebook.outcomes).filter(Boolean)).toHaveLength(59);
  });
});

test("what ads refuse costs no post a second call, where the API answers all ids or none", async () => {
  const simulator = await simulated({
    world: {
      accounts: [{ login: "instagram", posts: { count: 40, ads: 3, reels: 0, feedVideos: 0, carousels: 5 } }],
    },
  });
  const { media, outcomes } = await readAll(simulator, { instagram: true });
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(40);
  const ads = new Set(media.filter((one) => one["media_product_type"] === "AD").map(({ id }) => id));
  const asked = simulator
    .requests()
    .entries.map(({ query }) => query["ids"])
    .filter((ids) => ids !== undefined);
  expect(ads.size).toBe(3);
  for (const ids of asked) expect(new Set(ids.split(",").map((id) => ads.has(id))).size).toBe(1);
  expect(simulator.requests().quotaCalls).toBeLessThanOrEqual(37 + 1 + 3 * ads.size);
});

test("insights of stories bring replies, navigation and its split, less those with few viewers", async () => {
  const simulator = await simulated({ world: { accounts: [{ stories: { live: 6, belowFiveViewers: 2 } }] } });
  const { media, outcomes } = await readAll(simulator, { edge: "stories", splitMetrics: ["navigation"] });
  expect(idsWhere(media, outcomes, "too-few-viewers")).toHaveLength(2);
  const seen = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.figures] : []));
  expect(seen).toHaveLength(4);
  for (const { values, splits } of seen) {
    expect(values).toMatchObject({
      reach: expect.any(Number),
      replies: expect.any(Number),
      navigation: expect.any(Number),
    });
    expect(Object.keys(splits["navigation"] ?? {}).length).toBeGreaterThan(0);
    expect(values).not.toHaveProperty("likes");
  }
});

test("insights of stories whose split is refused keep the total, and soon cost no call for it any more", async () => {
  const simulator = await simulated({ world: { accounts: [{ stories: { live: 4 } }] } });
  simulator.faults.add({
    match: { query: { breakdown: "story_navigation_action_type" } },
    answer: { code: 100, message: "(#100) Incompatible breakdowns (story_navigation_action_type)" },
  });
  const graph = clientOf(simulator);
  const [account] = simulator.world.accounts;
  if (!account) throw new Error("no account");
  const [stories = []] = await collect(readStories(graph, account, { fields: labels }));
  const dropped: unknown[] = [];
  const reader = createMediaInsightsReader(graph, {
    metrics: ["reach", "navigation"],
    splitMetrics: ["navigation"],
    onDroppedSplits: (names, kind) => dropped.push([names, kind]),
  });
  for (const calls of [3, 1]) {
    simulator.clearRequests();
    for (const outcome of await reader.read(account, stories))
      expect(outcome).toMatchObject({
        ok: true,
        figures: { values: { reach: expect.any(Number), navigation: expect.any(Number) }, splits: {} },
      });
    expect(simulator.requests().quotaCalls).toBe(calls * stories.length);
  }
  expect(dropped).toEqual([[["navigation"], "story"]]);
});

test("a media without an edge for insights costs one call, not one per metric", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: 3 }] } });
  const odd = String(simulator.world.accounts[0]?.ids.media[1]);
  simulator.faults.add({
    match: { itemId: odd },
    answer: { code: 100, message: "(#100) Tried accessing nonexisting field (insights)" },
  });
  const { outcomes } = await readAll(simulator);
  expect(outcomes).toMatchObject([
    { ok: true },
    { ok: false, error: { kind: "refused-name" } },
    { ok: true },
  ]);
  expect(simulator.requests().quotaCalls).toBe(3);
});
