import { describe, expect, test } from "vitest";
import { clientOf, collect, simulated } from "../../../test/simulated.ts";
import { isAvailable } from "../fields/availability.ts";
import type { MediaPlace } from "./media-field.ts";
import { mediaFields, mediaFieldsOf } from "./media-fields.ts";
import { readMedia, readStories, readTagged } from "./media.ts";
import { mediaMetrics, retiredMediaMetrics } from "../media-insights/media-metrics.ts";

const world = {
  accounts: [
    {
      login: "both" as const,
      tags: 20,
      stories: 12,
      posts: { count: 60, reels: 20, carousels: 20, sharedToFacebook: 5 },
    },
  ],
};

describe("the matrix of media fields", () => {
  // What the simulator has none of: legacy ids of stories, addresses of slides.
  test.each([
    ["post", []],
    ["story", ["legacy_instagram_media_id"]],
    ["child", ["permalink"]],
    ["tagged", []],
  ] as const)("names, for each place, what the API answers there (%s)", async (place, unseen) => {
    const simulator = await simulated({ world });
    const names = mediaFieldsOf(place).flatMap((row) => (row.restricted || row.retired ? [] : [row.name]));
    const seen = await fieldsSeen(simulator, place, names, false);
    expect(names.filter((name) => !seen.has(name))).toEqual(unseen);
  });

  test("names the fields that only Facebook Login answers", async () => {
    const simulator = await simulated({ world });
    const names = mediaFieldsOf("post").flatMap((row) => (row.restricted || row.retired ? [] : [row.name]));
    const seen = await fieldsSeen(simulator, "post", names, true);
    const here = new Set(
      mediaFields.filter((row) => isAvailable(row, { host: "instagram" })).map(({ name }) => name),
    );
    expect(names.filter((name) => !seen.has(name))).toEqual(names.filter((name) => !here.has(name)));
  });
});

test("no metric is both current and retired, and none stands twice", () => {
  const names = [...mediaMetrics, ...retiredMediaMetrics].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

async function fieldsSeen(
  simulator: Awaited<ReturnType<typeof simulated>>,
  place: MediaPlace,
  names: readonly string[],
  instagram: boolean,
): Promise<Set<string>> {
  const graph = clientOf(simulator, instagram ? { instagram } : {});
  const [account] = simulator.world.accounts;
  if (!account) throw new Error("no account");
  const pages =
    place === "child"
      ? readMedia(graph, account, { childFields: names })
      : { post: readMedia, story: readStories, tagged: readTagged }[place](graph, account, { fields: names });
  const nodes = (await collect(pages)).flat();
  const answered = place === "child" ? nodes.flatMap(({ children = [] }) => children) : nodes;
  return new Set(answered.flatMap((node) => Object.keys(node)));
}
