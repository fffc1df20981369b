import { expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";
import { countText } from "./count-text.ts";

test("a number stands before the word for so many", () => {
  expect([0, 1, 2].map((count) => countText(count, "post"))).toEqual(["0 posts", "1 post", "2 posts"]);
  expect(countText(1, "retry", "retries")).toBe("1 retry");
  expect(countText(2, "retry", "retries")).toBe("2 retries");
});

test("no line of a run with one of everything has a plural after 1", async () => {
  const simulator = await simulated({
    world: { accounts: [{ posts: 1, stories: 0 }], hashtags: [{ name: "coffee", recent: 3, top: 0 }] },
  });
  const { log } = await run(simulator, {
    settings: { hashtags: ["coffee"], hashtag_max_posts: 1, shard: "1/1" },
    catalog: catalogOf({ media: ["id"], hashtag_media: ["id"] }),
    hostEnv: { TAP_INSTAGRAM_LOG_FORMAT: "json" },
  });
  expect(log).toContain("1 of 1 account");
  expect(log).toContain("reading stops at 1 recent post,");
  expect(log).not.toMatch(
    /(?<![\d.,/])1 (?:more )?(?:account|post|call|second|record|thing|time|minute|day)s\b/,
  );
});
