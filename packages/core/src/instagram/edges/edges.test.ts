import { describe, expect, test } from "vitest";
import { scriptedServer, type ScriptedAnswer } from "../../../test/scripted-server.ts";
import { collect } from "../../../test/simulated.ts";
import { createGraphClient } from "../../graph/client.ts";
import { QuotaExhaustedError } from "../../graph/errors/errors.ts";
import { readRival, readRivalMedia } from "../rivals/read-rival.ts";
import { collaborationInvites, collaborativeMedia } from "./account-edges.ts";
import { pollAttachment } from "./media-edge.ts";
import { createMediaEdgeReader } from "./media-edge-reader.ts";
import { readEdge } from "./read-edge.ts";

const account = { id: "17841400000000001" };

async function graphOf(answers: ScriptedAnswer[] | (() => ScriptedAnswer)) {
  const { url, requests } = await scriptedServer(answers);
  return {
    graph: createGraphClient({ accessToken: "EAAGtoken", baseUrl: url, maxQuotaWaitMs: 0 }),
    requests,
  };
}

test("a quota of the app that is used up does not hold up what an account pays for itself", async () => {
  const { graph } = await graphOf([
    { status: 403, body: '{"error":{"code":4,"message":"(#4) Application request limit reached"}}' },
    { body: '{"data":[{"id":"180"}]}' },
  ]);
  await expect(readRival(graph, account, "nasa", { fields: ["name"] })).rejects.toThrow(QuotaExhaustedError);
  expect((await collect(readEdge(graph, account, collaborativeMedia))).flat()).toEqual([{ id: "180" }]);
});

describe("a poll", () => {
  test.each([["null"], ['{"data":null}'], ["{}"], ['{"data":[]}'], ['{"id":"180"}']])(
    "that is not there may answer %s",
    async (body) => {
      const { graph } = await graphOf([{ body: JSON.stringify([{ code: 200, body }]) }]);
      const reader = createMediaEdgeReader(graph, pollAttachment);
      expect(await reader.read(account, ["18000000000000001"])).toMatchObject([{ ok: true, entries: [] }]);
    },
  );

  test("that is there has its shares as they come", async () => {
    const poll = { option_a: "Yes", option_b: "No", option_a_votes_percentage: 0.25 };
    const { graph } = await graphOf([{ body: JSON.stringify([{ code: 200, body: JSON.stringify(poll) }]) }]);
    const [outcome] = await createMediaEdgeReader(graph, pollAttachment).read(account, ["180"]);
    expect(outcome).toMatchObject({ ok: true, entries: [poll] });
  });

  test("that comes as anything else is a failure of that post", async () => {
    const { graph } = await graphOf([{ body: JSON.stringify([{ code: 200, body: '"yes"' }]) }]);
    const [outcome] = await createMediaEdgeReader(graph, pollAttachment).read(account, ["180"]);
    expect(outcome).toMatchObject({ ok: false });
  });
});

describe("a list of an account", () => {
  test("tells of entries that are no objects with an id, and brings the others", async () => {
    const data = [{ id: "179" }, null, { username: "x" }, { id: "178" }];
    const { graph } = await graphOf([{ body: JSON.stringify({ data }) }]);
    const lost: unknown[] = [];
    const pages = readEdge(graph, account, collaborativeMedia, { onLost: (one) => lost.push(one) });
    expect((await collect(pages)).flat()).toEqual([{ id: "179" }, { id: "178" }]);
    expect(lost).toHaveLength(2);
  });

  test("of which Meta limits the reads ends after so many pages", async () => {
    let page = 0;
    const { graph, requests } = await graphOf(() => {
      page += 1;
      const data = [{ media_id: String(page) }];
      return { body: JSON.stringify({ data, paging: { cursors: { after: `c${page}` } } }) };
    });
    const edge = { ...collaborationInvites, maxPages: 3 };
    await expect(collect(readEdge(graph, account, edge))).rejects.toBeInstanceOf(QuotaExhaustedError);
    expect(requests).toHaveLength(3);
  });
});

describe("another account", () => {
  const page = (ids: readonly string[], after: string | undefined) => ({
    body: JSON.stringify({
      business_discovery: {
        media: { data: ids.map((id) => ({ id })), paging: { cursors: { after } } },
        id: "17",
      },
      id: account.id,
    }),
  });

  test("has no post twice, and ends where the cursor comes again", async () => {
    const { graph, requests } = await graphOf([
      page(["1", "2"], "a"),
      page(["2", "3"], "a"),
      page(["9"], "b"),
    ]);
    const posts = (await collect(readRivalMedia(graph, account, "nasa"))).flat();
    expect(posts.map(({ id }) => id)).toEqual(["1", "2", "3"]);
    expect(requests).toHaveLength(2);
  });

  test("that has no posts gives no page", async () => {
    const { graph } = await graphOf([{ body: '{"business_discovery":{"id":"17"},"id":"1"}' }]);
    expect(await collect(readRivalMedia(graph, account, "nasa"))).toEqual([]);
  });

  test.each(["a){id},media{id}", "", "x/../me", "Ünal", "a".repeat(31)])(
    "whose name cannot be one (%s) is not asked for",
    async (username) => {
      const { graph, requests } = await graphOf([]);
      expect(await readRival(graph, account, username)).toBeUndefined();
      expect(await collect(readRivalMedia(graph, account, username))).toEqual([]);
      expect(requests).toHaveLength(0);
    },
  );

  test("that the API does not show is undefined, whatever the reason", async () => {
    const error = { code: 110, error_subcode: 2207013, message: "Invalid user id", type: "OAuthException" };
    const { graph } = await graphOf([{ status: 400, body: JSON.stringify({ error }) }]);
    expect(await readRival(graph, account, "nobody")).toBeUndefined();
  });
});
