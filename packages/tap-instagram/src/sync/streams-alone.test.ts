import { validateValue } from "@tap-instagram/singer/testing";
import { expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";
import { declarations } from "../catalog.ts";
import { registry } from "../registry.ts";

const world = {
  accounts: [
    {
      username: "our.shop",
      posts: { count: 12, reels: 3, carousels: 2, polls: 2 },
      stories: 2,
      tags: 3,
      collaborations: 2,
      invites: 1,
      live: true,
      followers: 5000,
      insightDays: 20,
    },
    { username: "rival.one", posts: 4, stories: 0, page: { granted: false } },
  ],
  hashtags: [{ name: "coffee", recent: 2, top: 1 }],
} as const;
const settings = { accounts: ["our.shop"], rivals: ["rival.one"], hashtags: ["coffee"] };

/** Nobody was mentioned, nothing went wrong, and hardly any post has a prompt. */
const empty = new Set(["mentioned_media", "mentioned_comments", "sync_events", "media_prompts"]);

// What `checkTap` does with a process for each stream.
test.each(declarations(registry))(
  "$name alone brings no other stream, its records fit its schema, and no key is empty or there twice",
  async ({ name, keyProperties }) => {
    // In the world of this seed, the account has scheduled posts and upcoming events.
    const simulator = await simulated({ world, seed: 2 });
    const catalog = catalogOf({ [name]: "all" });
    const { exitCode, messages, records } = await run(simulator, { settings, catalog });
    expect(exitCode).toBe(0);
    const streams = messages.flatMap((message) => ("stream" in message ? [message.stream] : []));
    expect(new Set(streams)).toEqual(new Set([name]));
    const [first] = messages;
    if (first?.type !== "SCHEMA")
      throw new Error(`The first message is ${first?.type ?? "missing"}, not SCHEMA`);
    expect(records(name).length > 0).toBe(!empty.has(name));
    expect(records(name).flatMap((record) => validateValue(first.schema, record))).toEqual([]);
    const keys = records(name).map((record) => keyProperties.map((property) => record[property] ?? null));
    expect(keys.flat()).not.toContain(null);
    expect(new Set(keys.map((key) => JSON.stringify(key))).size).toBe(keys.length);
    expect(messages.at(-1)?.type).toBe("STATE");
  },
);
