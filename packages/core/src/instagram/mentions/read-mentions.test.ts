import { describe, expect, test } from "vitest";
import { scriptedServer } from "../../../test/scripted-server.ts";
import { clientOf, simulated, truthOf } from "../../../test/simulated.ts";
import { createGraphClient } from "../../graph/client.ts";
import { readMentions } from "./read-mentions.ts";

async function started() {
  const simulator = await simulated({ world: { accounts: [{ username: "shop", posts: 1, mentions: 4 }] } });
  return { simulator, account: truthOf(simulator, "shop"), graph: clientOf(simulator) };
}

describe("mentions", () => {
  test("come by their ids, each with what it shows, one that is gone as a failure of its own", async () => {
    const { simulator, account, graph } = await started();
    const { mentions } = account.ids;
    simulator.change({ deleteMedia: mentions[1] ?? "" });
    const outcomes = await readMentions(graph, account, "media", mentions);
    expect(outcomes.map((one) => (one.ok ? one.node["id"] : one.error.kind))).toEqual([
      mentions[0],
      "not-found",
      mentions[2],
      mentions[3],
    ]);
    expect(outcomes[0]).toMatchObject({ node: { username: "someone.else", permalink: expect.any(String) } });
    expect(simulator.requests().quotaCalls).toBe(4);
  });

  test("in comments have the id of the post", async () => {
    const { account, graph } = await started();
    const { mentions, mentioningComments } = account.ids;
    const options = { fields: ["text"] };
    expect(await readMentions(graph, account, "comment", mentioningComments.slice(0, 1), options)).toEqual([
      {
        ok: true,
        node: { id: mentioningComments[0], text: expect.stringContaining("@shop"), media_id: mentions[0] },
      },
    ]);
  });

  test("without the permission say which one is missing", async () => {
    const { simulator, account, graph } = await started();
    simulator.change({ revokePermission: "instagram_manage_comments" });
    const outcomes = await readMentions(graph, account, "media", account.ids.mentions);
    expect(outcomes).toHaveLength(4);
    for (const one of outcomes)
      expect(one).toMatchObject({ error: { permissions: ["instagram_manage_comments"] } });
  });

  test("cost four calls without the permission, however many there are", async () => {
    const { simulator, account, graph } = await started();
    simulator.change({ revokePermission: "instagram_manage_comments" });
    const many = Array.from({ length: 50 }, (_, position) =>
      String(18_000_000_000_000_500n + BigInt(position)),
    );
    const outcomes = await readMentions(graph, account, "media", many);
    expect(outcomes.filter((one) => !one.ok && one.error.kind === "permission")).toHaveLength(50);
    expect(simulator.requests().quotaCalls).toBe(4);
  });

  test("come without a field that is refused, which costs one more call in all", async () => {
    const { simulator, account, graph } = await started();
    const dropped: string[] = [];
    const outcomes = await readMentions(graph, account, "media", account.ids.mentions, {
      fields: ["caption", "reach_of_it"],
      onDroppedFields: (names) => dropped.push(...names),
    });
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    expect(dropped).toEqual(["reach_of_it"]);
    expect(simulator.requests().quotaCalls).toBe(5);
  });

  test.each([
    ["(#10)", { code: 10 }],
    ["(#100) without a name", { code: 100, message: "(#100) Invalid parameter" }],
    ["a sentence in another language", { code: 100, message: "Parâmetro inválido" }],
  ])("come without a field that is refused by %s, and the others are asked without it", async (_, answer) => {
    const { simulator, account, graph } = await started();
    const dropped: string[] = [];
    simulator.faults.add({ match: { asksField: "media_url" }, answer });
    const outcomes = await readMentions(graph, account, "media", account.ids.mentions, {
      onDroppedFields: (names) => dropped.push(...names),
    });
    expect(outcomes.map((one) => one.ok && one.node["id"])).toEqual(account.ids.mentions);
    expect(dropped).toEqual(["media_url"]);
    expect(simulator.requests().quotaCalls).toBeLessThanOrEqual(12);
  });

  test("come without a field that all but the first are refused for", async () => {
    const { simulator, account, graph } = await started();
    const { mentions } = account.ids;
    simulator.faults.add({
      match: { query: { fields: mentions[0] ?? "" } },
      answer: { code: 100, message: "(#100) Invalid parameter" },
    });
    simulator.faults.add({ match: { asksField: "media_url" }, answer: { code: 10 } });
    const outcomes = await readMentions(graph, account, "media", mentions);
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, true, true, true]);
  });

  test.each([
    {},
    { mentioned_media: { caption: "x" } },
    { mentioned_media: null },
    { mentioned_media: { id: "180", caption: "of another post" } },
  ])("that are answered as %j are a failure", async (body) => {
    const { url } = await scriptedServer(() => ({
      body: JSON.stringify([{ code: 200, body: JSON.stringify(body) }]),
    }));
    const graph = createGraphClient({ accessToken: "EAAGtoken", baseUrl: url });
    const [outcome] = await readMentions(graph, { id: "178" }, "media", ["179"]);
    expect(outcome).toMatchObject({ ok: false, error: { reason: "unexpected-shape" } });
  });
});
