import { describe, expect, test } from "vitest";
import { clientOf, collect, now, simulated } from "../../../test/simulated.ts";
import { mediaFieldsOf } from "./media-fields.ts";
import { readMedia, readStories, readTagged } from "./media.ts";
import { dayMs } from "../../graph/durations.ts";

describe("posts and reels", () => {
  test("come newest first and whole, their children with them: one request per page", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: { count: 230, carousels: 60 } }] } });
    const [account] = simulator.world.accounts;
    if (!account) throw new Error("no account");
    const pages = await collect(
      readMedia(clientOf(simulator), account, { fields: ["timestamp"], childFields: ["id", "media_type"] }),
    );
    expect(pages.map((page) => page.length)).toEqual([100, 100, 30]);
    expect(pages.flat().map(({ id }) => id)).toEqual(account.ids.media);
    const children = pages.flat().flatMap((media) => media.children ?? []);
    expect(children.map(({ id }) => id).toSorted()).toEqual([...account.ids.children].toSorted());
    expect(simulator.requests().byEndpoint).toEqual({ "/{ig-user}/media": 3 });
  });

  test("can begin at an instant", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: { count: 100, hoursBetween: 24 } }] } });
    const [account] = simulator.world.accounts;
    if (!account) throw new Error("no account");
    const pages = await collect(
      readMedia(clientOf(simulator), account, { fields: ["timestamp"], sinceMs: now - 20 * dayMs }),
    );
    const ages = pages
      .flat()
      .map(({ timestamp }) => now - Date.parse(String(timestamp).replace("+0000", "Z")));
    expect(ages.length).toBeGreaterThan(15);
    expect(Math.max(...ages)).toBeLessThanOrEqual(20 * dayMs);
  });

  test("can end at an instant, which itself counts: a walk that was cut goes on where it was", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: { count: 100, hoursBetween: 24 } }] } });
    const [account] = simulator.world.accounts;
    if (!account) throw new Error("no account");
    const read = async (options: { untilMs?: number | undefined; sinceMs?: number | undefined }) => {
      const pages = await collect(
        readMedia(clientOf(simulator), account, { fields: ["timestamp"], ...options }),
      );
      return pages.flat();
    };
    const all = await read({});
    const millisecondsOf = (media: (typeof all)[number] | undefined) =>
      Date.parse(String(media?.["timestamp"]).replace("+0000", "Z"));
    const untilMs = millisecondsOf(all[39]);
    expect(await read({ untilMs })).toEqual(all.slice(39));
    expect(await read({ untilMs, sinceMs: millisecondsOf(all[59]) })).toEqual(all.slice(39, 60));
  });

  test("go on without fields that the API refuses, top or child", async () => {
    const simulator = await simulated({ world: "tiny" });
    const [account] = simulator.world.accounts;
    if (!account) throw new Error("no account");
    const dropped: string[] = [];
    const pages = await collect(
      readMedia(clientOf(simulator), account, {
        fields: ["timestamp", "no_such_field"],
        childFields: ["media_type", "no_such_child_field"],
        onDroppedFields: (names) => dropped.push(...names),
      }),
    );
    expect(pages.flat()).toHaveLength(account.media);
    expect(dropped.toSorted()).toEqual(["no_such_child_field", "no_such_field"]);
  });

  test("are halved where a page is too heavy, and still come whole", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 120, carousels: 40 } }] },
      behaviour: { pageWeightMaximum: 200 },
    });
    const [account] = simulator.world.accounts;
    if (!account) throw new Error("no account");
    const pages = await collect(
      readMedia(clientOf(simulator), account, {
        fields: ["timestamp", "permalink", "media_type"],
        childFields: ["id"],
      }),
    );
    expect(pages.flat().map(({ id }) => id)).toEqual(account.ids.media);
    expect(Math.max(...pages.map((page) => page.length))).toBeLessThan(100);
  });

  test("end where the API ends them, though its last page names a next one", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 120 } }] },
      behaviour: { mediaCap: 100 },
    });
    const [account] = simulator.world.accounts;
    if (!account) throw new Error("no account");
    const pages = await collect(readMedia(clientOf(simulator), account, { pageSize: 50 }));
    expect(pages.flat()).toHaveLength(100);
  });

  test("go on without a field that is only for some media or permissions", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: { count: 10, reels: 4 } }] } });
    const [account] = simulator.world.accounts;
    if (!account) throw new Error("no account");
    const dropped: string[] = [];
    const pages = await collect(
      readMedia(clientOf(simulator), account, {
        fields: mediaFieldsOf("post").map(({ name }) => name),
        onDroppedFields: (names) => dropped.push(...names),
      }),
    );
    expect(pages.flat()).toHaveLength(10);
    expect(dropped.toSorted()).toEqual(["copyright_check_information", "view_count"]);
  });

  test("are not asked for fields that their host never answers", async () => {
    const simulator = await simulated({ world: { accounts: [{ login: "both", posts: 3 }] } });
    const [account] = simulator.world.accounts;
    if (!account) throw new Error("no account");
    const fields = ["caption", "saved_count", "ig_id", "media_audio_type"];
    await collect(readMedia(clientOf(simulator, { instagram: true }), account, { fields }));
    await collect(readMedia(clientOf(simulator), account, { fields }));
    const asked = simulator.requests().entries.map(({ query }) => query["fields"]);
    expect(asked).toEqual(["id,caption", "id,caption,saved_count,ig_id,media_audio_type"]);
  });

  test("are asked for an id of old, and read without it where the API no longer has it", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 5 }] } });
    const [account] = simulator.world.accounts;
    if (!account) throw new Error("no account");
    const read = async (dropped: string[] = []) =>
      (
        await collect(
          readMedia(clientOf(simulator), account, {
            fields: ["caption", "ig_id"],
            onDroppedFields: (names) => dropped.push(...names),
          }),
        )
      ).flat();
    for (const post of await read()) expect(post["ig_id"]).toMatch(/^\d+$/);
    simulator.clearRequests();
    const message = "(#100) Tried accessing nonexisting field (ig_id)";
    simulator.faults.add({ match: { query: { fields: "ig_id" } }, answer: { code: 100, message } });
    const dropped: string[] = [];
    const posts = await read(dropped);
    expect(posts.map(({ id }) => id)).toEqual(account.ids.media);
    expect(dropped).toEqual(["ig_id"]);
    expect(simulator.requests().quotaCalls).toBe(2);
  });
});

test("media of others that tag the account are read to their end, with a last look for more", async () => {
  const simulator = await simulated({ world: { accounts: [{ tags: 130, posts: 0 }] } });
  const [account] = simulator.world.accounts;
  if (!account) throw new Error("no account");
  const pages = await collect(readTagged(clientOf(simulator), account, { fields: ["username"] }));
  expect(pages.flat().map(({ id }) => id)).toEqual(account.ids.tags);
  expect(simulator.requests().quotaCalls).toBe(2 + 1);
});

test("stories are those that are live", async () => {
  const simulator = await simulated({ world: { accounts: [{ stories: 5 }] } });
  const [account] = simulator.world.accounts;
  if (!account) throw new Error("no account");
  const pages = await collect(readStories(clientOf(simulator), account, { fields: ["media_product_type"] }));
  expect(pages.flat().map(({ id }) => id)).toEqual(account.ids.stories);
  expect(new Set(pages.flat().map((story) => story["media_product_type"]))).toEqual(new Set(["STORY"]));
});
