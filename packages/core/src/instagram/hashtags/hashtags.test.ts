import type { SimulatorOptions } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { scriptedServer } from "../../../test/scripted-server.ts";
import { clientOf, collect, simulated } from "../../../test/simulated.ts";
import { createGraphClient } from "../../graph/client.ts";
import { PermissionError, QuotaExhaustedError } from "../../graph/errors/errors.ts";
import { readHashtagMedia } from "./hashtag-media.ts";
import { findHashtag, readSearchedHashtags } from "./hashtags.ts";

const world = {
  accounts: [{ username: "shop", posts: 1 }],
  hashtags: [
    { name: "coffee", recent: 120, top: 70 },
    { name: "bread", recent: 100, top: 0 },
  ],
};

async function started(options: Pick<SimulatorOptions, "behaviour" | "quota"> = {}) {
  const simulator = await simulated({ world, ...options });
  const { accounts, hashtags } = simulator.world;
  const [account] = accounts;
  const [coffee, bread] = hashtags;
  if (!account || !coffee || !bread) throw new Error("The world is empty");
  return { simulator, account, coffee, bread, graph: clientOf(simulator) };
}

describe("a hashtag", () => {
  test("is found by its word, and a word without one is undefined", async () => {
    const { graph, account, coffee } = await started();
    expect(await findHashtag(graph, account, "coffee")).toBe(coffee.id);
    expect(await findHashtag(graph, account, "nothing")).toBeUndefined();
    expect(await readSearchedHashtags(graph, account)).toEqual([{ id: coffee.id, name: "coffee" }]);
  });

  test("beyond the budget of the week is refused at once, without a wait", async () => {
    const { graph, account, coffee, bread } = await started({ behaviour: { hashtagBudget: 1 } });
    await findHashtag(graph, account, "coffee");
    const refused = await findHashtag(graph, account, "bread").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(QuotaExhaustedError);
    expect(refused).toMatchObject({ code: 18, reason: "hashtag-quota", hint: expect.stringContaining("30") });
    // What has a place already is read on.
    expect((await collect(readHashtagMedia(graph, account, coffee.id, "recent"))).flat()).toHaveLength(120);
    await expect(collect(readHashtagMedia(graph, account, bread.id, "recent"))).rejects.toMatchObject({
      code: 18,
    });
  });

  test("without the feature of the app is a missing permission, and says which feature", async () => {
    const { graph, account } = await started({ behaviour: { publicContentAccess: false } });
    const refused = await readSearchedHashtags(graph, account).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PermissionError);
    expect(refused).toMatchObject({
      permissions: [],
      hint: expect.stringContaining("Public Content Access"),
    });
  });
});

describe("the posts of a hashtag", () => {
  test.each([
    ["same", "empty-page", 4],
    ["same", "without-paging", 3],
    ["moving", "empty-page", 4],
    ["moving", "without-paging", 3],
  ] as const)(
    "come all and once, with the %s cursor and the end as %s",
    async (hashtagCursors, hashtagEnd, recentCalls) => {
      const { graph, account, coffee, simulator } = await started({
        behaviour: { hashtagCursors, hashtagEnd },
      });
      const recent = (await collect(readHashtagMedia(graph, account, coffee.id, "recent"))).flat();
      expect(recent.map(({ id }) => id)).toEqual(coffee.recent);
      expect(simulator.requests().quotaCalls).toBe(recentCalls);
      const top = (await collect(readHashtagMedia(graph, account, coffee.id, "top"))).flat();
      expect(top.map(({ id }) => id)).toEqual(coffee.top);
    },
  );

  test("have their children in a list, and no more than was asked for", async () => {
    const { graph, account, coffee } = await started();
    const options = { fields: ["media_type", "children"] };
    const posts = (await collect(readHashtagMedia(graph, account, coffee.id, "recent", options))).flat();
    const album = posts.find(({ media_type: type }) => type === "CAROUSEL_ALBUM");
    expect(album).toEqual({
      id: expect.any(String),
      media_type: "CAROUSEL_ALBUM",
      children: [
        { id: expect.any(String), media_type: "IMAGE", media_url: expect.any(String) },
        { id: expect.any(String), media_type: "IMAGE", media_url: expect.any(String) },
      ],
    });
  });

  test("come without a field that the list refuses, which is told", async () => {
    const { graph, account, coffee } = await started({ behaviour: { topMediaTimestamp: "refuse" } });
    const dropped: string[] = [];
    const onDroppedFields = (names: readonly string[]) => dropped.push(...names);
    const top = readHashtagMedia(graph, account, coffee.id, "top", { onDroppedFields });
    expect((await collect(top)).flat()).toHaveLength(70);
    expect(dropped).toEqual(["timestamp"]);
  });

  test("that the API would give again and again end in an error", async () => {
    const page = { data: [{ id: "1" }], paging: { cursors: { after: "same" } } };
    const { url, requests } = await scriptedServer(() => ({ body: JSON.stringify(page) }));
    const graph = createGraphClient({ accessToken: "EAAGtoken", baseUrl: url });
    const posts = readHashtagMedia(graph, { id: "178" }, "17843", "recent", { fields: [] });
    await expect(collect(posts)).rejects.toMatchObject({ reason: "repeated-cursor" });
    expect(requests.length).toBe(3);
  });
});
