import { describe, expect, test } from "vitest";
import { clientOf, collect, now, simulated } from "../../../test/simulated.ts";
import { ManualClock } from "test-tools/clock";
import type { GraphClient } from "../client.ts";
import type { Overload } from "./load-lane.ts";

/** A client, a simulator that goes by its clock, and what the client told. */
async function busy(behaviour: object, accounts = 1, latencyMs = 0) {
  const clock = new ManualClock(now);
  const world = { accounts: Array.from({ length: accounts }, () => ({ posts: 120, stories: 2 })) };
  const simulator = await simulated({ world, behaviour, latencyMs, now: () => clock.now() });
  const told: (Overload | "relief")[] = [];
  const graph = clientOf(simulator, {
    clock,
    observer: { onOverload: (overload) => told.push(overload), onRelief: () => told.push("relief") },
  });
  const ids = simulator.world.accounts.map(({ id }) => id);
  return { simulator, clock, told, graph, ids, wanted: simulator.world.accounts[0]?.ids.media };
}

function postsOf(graph: GraphClient, id: string, pageSize = 40) {
  const budget = { type: "instagram", id };
  const pages = graph.pages({
    node: id,
    edge: "media",
    params: { fields: ["id", "timestamp"] },
    budget,
    pageSize,
  });
  return collect(pages).then((all) => all.flat().map((post) => post.id));
}

describe("an API that refuses the load", () => {
  test("is asked one request at a time after the second halving, and has all lists read", async () => {
    const { graph, ids, told, wanted, simulator } = await busy({ requestsAtOnce: 1 }, 1, 3);
    const [id = ""] = ids;
    const lists = await Promise.all([postsOf(graph, id), postsOf(graph, id), postsOf(graph, id)]);
    for (const list of lists) expect(list).toEqual(wanted);
    expect(told[0]).toEqual({ budget: { type: "instagram", id }, refusals: 2, pauseMs: 1000 });
    const refused = simulator.requests().entries.filter(({ status }) => status !== 200);
    expect(refused.length).toBeLessThan(simulator.requests().httpRequests / 2);
  });

  test("that wants a pause gets one", async () => {
    const behaviour = { requestsAtOnce: 1, loadPauseSeconds: 10 };
    const { graph, ids, clock, wanted, simulator } = await busy(behaviour, 1, 3);
    const [id = ""] = ids;
    const lists = await Promise.all([postsOf(graph, id), postsOf(graph, id)]);
    for (const list of lists) expect(list).toEqual(wanted);
    expect(clock.sleeps).toContain(8000);
    const refused = simulator.requests().entries.filter(({ status }) => status !== 200);
    expect(refused.length).toBeLessThan(20);
  });

  test("is asked by one account at a time where the load is that of several", async () => {
    const { graph, ids, told } = await busy({ requestsAtOnce: 1 }, 4, 3);
    const lists = await Promise.all(ids.map((id) => postsOf(graph, id)));
    for (const list of lists) expect(list).toHaveLength(120);
    expect(told).toContainEqual(expect.objectContaining({ budget: undefined }));
  });

  test("gets growing pauses until it answers, none after that, and soon as many requests at a time as ever", async () => {
    const { graph, ids, clock, simulator, told } = await busy({});
    const [id = ""] = ids;
    for (let nth = 0; nth < 9; nth += 1)
      simulator.faults.add({
        match: { template: "/{ig-user}/media", nth: 1 },
        answer: {
          code: 1,
          message: "Please reduce the amount of data you're asking for, then retry your request",
        },
      });
    const begun = clock.now();
    expect(await postsOf(graph, id)).toHaveLength(120);
    const pauses = clock.sleeps.filter((ms) => ms >= 1000);
    expect(pauses.slice(0, 5)).toEqual([1000, 2000, 4000, 8000, 16_000]);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(60_000);
    expect(told.at(-1)).toBe("relief");
    const waitedMs = clock.now() - begun;
    await postsOf(graph, id);
    expect(clock.now() - begun).toBe(waitedMs);
  });

  test("that refuses the least there is for good is given up after as many tries as other failures", async () => {
    const { graph, ids, simulator } = await busy({});
    const [id = ""] = ids;
    simulator.faults.add({
      match: { template: "/{ig-user}/media" },
      answer: {
        code: 1,
        message: "Please reduce the amount of data you're asking for, then retry your request",
      },
    });
    await expect(postsOf(graph, id)).rejects.toMatchObject({ kind: "too-much-data" });
    // Six halvings of 40, and the seven tries of the last.
    expect(simulator.requests().httpRequests).toBe(6 + 7);
  });

  test("is asked again for an item that it refused alone in its batch while others were under way", async () => {
    const { graph, ids, simulator, wanted } = await busy({});
    const [id = ""] = ids;
    const [post = ""] = wanted ?? [];
    simulator.faults.add({ match: { template: "/{ig-user}/media", times: 1 }, answer: { delayMs: 500 } });
    simulator.faults.add({
      match: { itemId: post, target: "item", times: 1 },
      answer: {
        code: 1,
        message: "Please reduce the amount of data you're asking for, then retry your request",
      },
    });
    const budget = { type: "instagram", id };
    const requests = [{ id: post, params: { fields: ["id"] } }];
    const [, outcomes] = await Promise.all([postsOf(graph, id), graph.readMany({ requests, budget })]);
    expect(outcomes).toMatchObject([{ ok: true, body: { id: post } }]);
    expect(simulator.requests().byEndpoint["/{media}"]).toBe(2);
  });

  test("does not hold up other accounts", async () => {
    const { graph, ids, told, clock, simulator } = await busy({}, 2);
    const [first = "", second = ""] = ids;
    for (let nth = 0; nth < 3; nth += 1)
      simulator.faults.add({
        match: { pathIncludes: first, nth: 1 },
        answer: {
          code: 1,
          message: "Please reduce the amount of data you're asking for, then retry your request",
        },
      });
    const ends: string[] = [];
    await Promise.all([
      postsOf(graph, first).then(() => ends.push("first")),
      postsOf(graph, second).then(() => ends.push("second")),
    ]);
    expect(told[0]).toMatchObject({ budget: { id: first } });
    expect(told.filter((one) => one !== "relief")).toHaveLength(1);
    expect(clock.sleeps.length).toBeGreaterThan(0);
    expect(ends).toEqual(["second", "first"]);
  });

  test("lets go of what waits when it is stopped", async () => {
    const { graph, ids } = await busy({ requestsAtOnce: 0 });
    const [id = ""] = ids;
    const stop = new AbortController();
    const budget = { type: "instagram", id };
    const read = () => graph.get({ node: id, budget, signal: stop.signal });
    const reads = Promise.allSettled(Array.from({ length: 5 }, read));
    setTimeout(() => stop.abort(new Error("stopped")), 20);
    for (const outcome of await reads) expect(outcome.status).toBe("rejected");
  });
});
