import type { SimulatorOptions } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../../test/run.ts";

const account = {
  posts: 40,
  stories: 0,
  collaborations: 130,
  invites: 60,
  live: true,
  login: "both",
} as const;
const world = { accounts: [account] };
const truthOf = (simulator: Awaited<ReturnType<typeof simulated>>) => simulator.world.accounts[0]?.ids;
const sync = async (options: SimulatorOptions, stream: string, columns: string[], settings = {}) => {
  const simulator = await simulated({ world, ...options });
  return { simulator, result: await run(simulator, { settings, catalog: catalogOf({ [stream]: columns }) }) };
};

describe("collaborative_media", () => {
  test("has every post of others that the account has a part in, with null for hidden counts", async () => {
    const { simulator, result } = await sync({}, "collaborative_media", ["id", "username", "like_count"]);
    expect(result.exitCode).toBe(0);
    const records = result.records("collaborative_media");
    expect(records.map(({ id }) => id)).toEqual(truthOf(simulator)?.collaborations);
    const hidden = records.filter((record) => record["like_count"] === null);
    expect(hidden.length).toBeGreaterThan(0);
    expect(hidden.length).toBeLessThan(records.length);
  });

  test("asks for no column that is not selected, two pages for 130 posts", async () => {
    const { simulator } = await sync({}, "collaborative_media", ["id", "username"]);
    const asked = simulator.requests().entries.filter(({ path }) => path.includes("collaborative_media"));
    expect(asked.map(({ query }) => query["fields"])).toEqual(["id,username", "id,username"]);
  });
});

describe("a field that is refused", () => {
  test.each([
    ["by name", { code: 100, message: "(#100) Tried accessing nonexisting field (invite_status)" }],
    ["by (#10)", { code: 10 }],
    ["by (#100) without a name", { code: 100, message: "(#100) Invalid parameter" }],
    ["by code 1 that outlasts its retries", { code: 1 }],
  ])("%s costs media_collaborators that field, by name, and no record", async (_, answer) => {
    const settings = { media_collaborators_lookback_days: 400, max_retries: 1 };
    const catalog = catalogOf({ media_collaborators: "all" });
    const simulator = await simulated({ world });
    const honest = await run(simulator, { settings, catalog });
    simulator.faults.add({ match: { asksField: "invite_status" }, answer });
    const { exitCode, records, log } = await run(simulator, { settings, catalog });
    expect(exitCode).toBe(0);
    // The simulator gives every field, whatever is asked.
    expect(records("media_collaborators")).toEqual(honest.records("media_collaborators"));
    expect(records("media_collaborators").length).toBeGreaterThan(3);
    expect(log.split("so they have no values: invite_status")).toHaveLength(2);
  });

  test("by (#10) costs content_publishing_limit that field, and no record", async () => {
    const simulator = await simulated({ world });
    simulator.faults.add({ match: { asksField: "config" }, answer: { code: 10 } });
    const { exitCode, records, log } = await run(simulator, {
      catalog: catalogOf({ content_publishing_limit: ["quota_usage", "config"] }),
    });
    expect(exitCode).toBe(0);
    expect(records("content_publishing_limit")).toMatchObject([{ quota_usage: expect.any(Number) }]);
    expect(log).toContain("so they have no values: config");
  });

  test("is not asked of media_collaborators where it is not selected", async () => {
    const { simulator } = await sync({}, "media_collaborators", ["media_id", "id", "username"]);
    const items = simulator.requests().entries.flatMap((entry) => entry.items ?? [entry]);
    const asked = items.filter(({ path }) => path.includes("collaborators"));
    expect(new Set(asked.map(({ query }) => query["fields"]))).toEqual(new Set(["id,username"]));
  });
});

describe("collaboration_invites", () => {
  test("has every invitation, which never changes", async () => {
    const { simulator, result } = await sync({}, "collaboration_invites", [
      "media_id",
      "media_owner_username",
    ]);
    expect(result.records("collaboration_invites").map((record) => record["media_id"])).toEqual(
      truthOf(simulator)?.invites,
    );
    expect(new Set(simulator.requests().entries.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });
});

test("invitations that were read too often are left for another day, and hold up nothing else", async () => {
  const simulator = await simulated({ world, behaviour: { inviteReads: 1 } });
  const catalog = catalogOf({ collaboration_invites: "all", media: ["id"], live_media: "all" });
  const { exitCode, records, log } = await run(simulator, { settings: { concurrency: 1 }, catalog });
  expect(exitCode).toBe(5);
  expect(records("collaboration_invites")).toHaveLength(50);
  expect(records("media")).toHaveLength(40);
  expect(records("live_media")).toHaveLength(1);
  expect(log).toContain("Meta allows 300 reads of this list per account and day");
  expect(log).not.toContain("waiting");
});

describe("small lists", () => {
  test("tell of the broadcast on air, on both hosts", async () => {
    const simulator = await simulated({ world });
    const catalog = catalogOf({ live_media: ["id", "media_product_type"] });
    const instagram = { access_token: simulator.tokens.instagram, api_url: simulator.instagramUrl };
    for (const settings of [{}, instagram]) {
      const { exitCode, records } = await run(simulator, { settings, catalog });
      expect(exitCode).toBe(0);
      expect(records("live_media")).toEqual([expect.objectContaining({ media_product_type: "LIVE" })]);
    }
  });

  test("tell how much may be published, a record a day", async () => {
    const { result } = await sync({}, "content_publishing_limit", ["snapshot_date", "quota_usage", "config"]);
    expect(result.records("content_publishing_limit")).toEqual([
      {
        business_account_id: expect.any(String),
        snapshot_date: "2026-09-21",
        quota_usage: expect.any(Number),
        config: { quota_total: 50, quota_duration: 86_400 },
      },
    ]);
  });

  test.each(["upcoming_events", "scheduled_media"])("%s is read with all of its columns", async (stream) => {
    const simulator = await simulated({ world: { accounts: [account, account, account] } });
    const catalog = catalogOf({ [stream]: "all" });
    const { exitCode, records } = await run(simulator, { catalog });
    expect(exitCode).toBe(0);
    expect(records(stream).length).toBeGreaterThan(0);
  });

  test.each(["collaborative_media", "collaboration_invites", "upcoming_events", "scheduled_media"])(
    "%s stays empty with Instagram Login, says so once, and asks nothing",
    async (stream) => {
      const simulator = await simulated({ world });
      const settings = { access_token: simulator.tokens.instagram, api_url: simulator.instagramUrl };
      const { exitCode, log } = await run(simulator, { settings, catalog: catalogOf({ [stream]: "all" }) });
      expect(exitCode).toBe(0);
      expect(log.split(`The stream ${stream} stays empty`)).toHaveLength(2);
      expect(simulator.requests().entries.filter(({ path }) => path.includes(stream))).toEqual([]);
    },
  );

  test("that a missing permission refuses are missing, and nothing else is", async () => {
    const simulator = await simulated({ world });
    simulator.change({ revokePermission: "instagram_content_publish", token: "user" });
    const catalog = catalogOf({ content_publishing_limit: "all", collaborative_media: ["id"] });
    const { exitCode, records, log } = await run(simulator, { catalog });
    expect(exitCode).toBe(4);
    expect(records("collaborative_media")).toHaveLength(130);
    expect(log).toContain("content_publishing_limit: 1 expected, 0 delivered, 1 missing");
  });
});

test.each(["collaborative_media", "live_media", "content_publishing_limit", "upcoming_events"])(
  "%s that the API calls unknown stays empty, and that it cannot find for the account is missing",
  async (stream) => {
    const simulator = await simulated({ world });
    const match = { pathIncludes: stream };
    const catalog = catalogOf({ [stream]: "all", media: ["id"] });
    const message = `(#100) Tried accessing nonexisting field (${stream})`;
    simulator.faults.add({ match, answer: { code: 100, message } });
    const unknown = await run(simulator, { catalog });
    expect(unknown.exitCode).toBe(0);
    expect(unknown.log).toContain(`The API does not serve ${stream} with Facebook Login`);
    simulator.faults.clear();
    // So did valid tokens get it for days, in May 2026: no reason to take a list for empty.
    simulator.faults.add({ match, answer: { code: 100, subcode: 33 } });
    const lost = await run(simulator, { catalog });
    expect(lost.exitCode).toBe(4);
    expect(lost.log).toContain(`${stream}: 1 expected, 0 delivered, 1 missing (1 not visible to this token)`);
    expect(lost.records("media")).toHaveLength(40);
  },
);

describe("what hangs on posts", () => {
  test("and is unknown to the API is told once", async () => {
    const simulator = await simulated({ world });
    simulator.faults.add({
      match: { pathIncludes: "collaborators" },
      answer: { code: 100, message: "(#100) Tried accessing nonexisting field (collaborators)" },
    });
    const { exitCode, log } = await run(simulator, { catalog: catalogOf({ media_collaborators: "all" }) });
    expect(exitCode).toBe(0);
    expect(log.split("The API does not serve collaborators")).toHaveLength(2);
  });

  test("media_collaborators asks young posts only", async () => {
    const { simulator, result } = await sync({}, "media_collaborators", ["media_id", "id", "invite_status"], {
      media_collaborators_lookback_days: 10,
    });
    expect(result.exitCode).toBe(0);
    const asked = simulator
      .requests()
      .entries.flatMap(({ items = [], path }) => [path, ...items.map((item) => item.path)])
      .filter((path) => path.includes("collaborators"));
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.length).toBeLessThanOrEqual(11);
  });

  test.each(["data-null", "empty"] as const)(
    "media_polls asks posts that say they have a poll (%s)",
    async (withoutPoll) => {
      const posts = { world: { accounts: [{ posts: 200, stories: 0 }] }, behaviour: { withoutPoll } };
      const { simulator, result } = await sync(posts, "media_polls", [
        "media_id",
        "option_a_votes_percentage",
      ]);
      const { polls = [] } = truthOf(simulator) ?? {};
      expect(polls.length).toBeGreaterThan(0);
      expect(result.records("media_polls").map((record) => record["media_id"])).toEqual(polls);
      expect(
        result.records("media_polls").every(({ option_a_votes_percentage: share }) => Number(share) <= 1),
      ).toBe(true);
      expect(result.exitCode).toBe(0);
    },
  );

  test("media_polls asks the posts that a setting names where the API does not tell", async () => {
    const options = {
      world: { accounts: [{ posts: 200, stories: 0 }] },
      behaviour: { unrecordedMediaFields: "refuse" },
    } as const;
    const simulator = await simulated(options);
    const { polls = [], media = [] } = truthOf(simulator) ?? {};
    const without = media.find((id) => !polls.includes(id)) ?? "";
    const settings = { poll_media_ids: [polls[0] ?? "", without] };
    const { exitCode, records } = await run(simulator, {
      settings,
      catalog: catalogOf({ media_polls: "all" }),
    });
    expect(exitCode).toBe(0);
    expect(records("media_polls").map((record) => record["media_id"])).toEqual([polls[0]]);
  });

  test("media_prompts reads the answers to the posts of the setting", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 200, stories: 0 }] } });
    const { media = [] } = truthOf(simulator) ?? {};
    const settings = { prompt_media_ids: [...media] };
    const { exitCode, records } = await run(simulator, {
      settings,
      catalog: catalogOf({ media_prompts: "all" }),
    });
    expect(exitCode).toBe(0);
    expect(records("media_prompts").length).toBeGreaterThan(0);
  });

  test("is found to be refused for all posts with two calls", async () => {
    const simulator = await simulated({ world });
    simulator.faults.add({ match: { pathIncludes: "collaborators" }, answer: { code: 10 } });
    const settings = { media_collaborators_lookback_days: 400 };
    const catalog = catalogOf({ media_collaborators: "all" });
    const { exitCode, log } = await run(simulator, { settings, catalog });
    expect(exitCode).toBe(3);
    expect(log).toMatch(
      /media_collaborators: \d+ expected, 0 delivered, \d+ missing \(\d+ refused for a missing/,
    );
    // Two posts, and one of them without any field: a field could be what is refused.
    expect(simulator.requests().byEndpoint["/{media}/collaborators"]).toBe(3);
  });
});
