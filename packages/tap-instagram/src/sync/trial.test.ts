import type { RunningSimulator } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";
import { createTapInstagram } from "../tap.ts";

const mostCalls = 40;

const world = {
  accounts: [
    {
      login: "both" as const,
      followers: 5000,
      tags: 130,
      stories: { live: 30 },
      posts: { count: 300, carousels: 60, reels: 90, feedVideos: 20, commentsMaximum: 120 },
    },
  ],
};

const streamsWithRecords = [
  "users",
  "accounts",
  "user_insights",
  "user_insights_breakdowns",
  "user_lifetime_insights",
  "media",
  "media_insights",
  "media_children",
  "comments",
  "stories",
  "story_insights",
  "tags",
];

/** Every stream with the columns that are selected by default. */
const everyStream = {
  streams: createTapInstagram()
    .streams()
    .map(({ name }) => ({
      tap_stream_id: name,
      stream: name,
      schema: {},
      metadata: [{ breadcrumb: [], metadata: { selected: true } }],
    })),
};

/** Every stream with every column. */
const everything = catalogOf(
  Object.fromEntries(
    createTapInstagram()
      .streams()
      .map(({ name }) => [name, "all" as const]),
  ),
);

const settingsOf = {
  facebook: () => ({}),
  instagram: ({ tokens, instagramUrl }: RunningSimulator) => ({
    access_token: tokens.instagram,
    api_url: instagramUrl,
  }),
};

describe.each(["facebook", "instagram"] as const)("a trial of every stream on the %s host", (host) => {
  test.each([
    ["the streams and columns that are selected by default", undefined],
    ["the columns that are selected by default", everyStream],
    ["every column", everything],
  ])(
    "costs an account at most 40 calls, and misses nothing that it did not ask for, with %s",
    async (_, catalog) => {
      const simulator = await simulated({ world });
      const settings = settingsOf[host](simulator);
      const { exitCode, log, messages, records } = await run(simulator, {
        settings,
        catalog,
        args: ["--test"],
      });
      expect(exitCode).toBe(0);
      expect(log).not.toContain("missing");
      const { quotaCalls, byEndpoint } = simulator.requests();
      // Columns that need a permission of their own make it dearer to find the accounts, of which there may be many.
      const toFindAccounts = catalog === everything ? (byEndpoint["/me/accounts"] ?? 0) : 0;
      expect(quotaCalls - toFindAccounts).toBeLessThanOrEqual(mostCalls);
      expect(messages.some(({ type }) => type === "STATE" || type === "ACTIVATE_VERSION")).toBe(false);
      for (const stream of streamsWithRecords) expect(records(stream)).toHaveLength(1);
    },
  );
});

test("a trial goes to its end where a stream has nothing, and replaces nothing in the target", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: 3, stories: 0, followers: 5000 }] } });
  const { exitCode, log, messages } = await run(simulator, {
    settings: { emit_activate_version_messages: true },
    catalog: everything,
    args: ["--test"],
  });
  expect(exitCode).toBe(0);
  expect(log).not.toContain("missing");
  expect(messages.some(({ type }) => type === "ACTIVATE_VERSION")).toBe(false);
});

test("a trial tells of what it asked for and did not get", async () => {
  const simulator = await simulated({ world });
  const settings = { access_token: simulator.tokens.withoutInsights };
  const { exitCode, log } = await run(simulator, { settings, args: ["--test"] });
  expect(exitCode).toBe(4);
  expect(log).toContain("missing");
});
