import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openMediaInsights, type MediaInsightsSession } from "../../../test/media-insights.ts";
import { at, dataOf, dig, messageOf, openSession } from "../../../test/session.ts";

let insights: MediaInsightsSession;

beforeAll(async () => {
  insights = await openMediaInsights();
});
afterAll(() => insights.session.close());

describe("breakdowns", () => {
  test("give values and total_value, with lower-case dimension values and no empty category", async () => {
    const reply = await insights.ask(
      insights.media.story,
      "navigation",
      {},
      "&breakdown=story_navigation_action_type",
    );
    const [entry] = dataOf(reply);
    const total = dig(entry, "total_value", "value");
    expect(dig(entry, "values", 0, "value")).toBe(total);
    const parts = dig(entry, "total_value", "breakdowns", 0);
    expect(dig(parts, "dimension_keys")).toEqual(["story_navigation_action_type"]);
    const results = dig(parts, "results");
    for (const result of Array.isArray(results) ? results : [undefined]) {
      expect(dig(result, "dimension_values", 0)).toMatch(/^(tap_forward|tap_back|tap_exit|swipe_forward)$/);
      expect(dig(result, "value")).toBeGreaterThan(0);
    }
  });

  test("are not needed for the plain total", async () => {
    const [entry] = dataOf(await insights.ask(insights.media.story, "navigation"));
    expect(dig(entry, "total_value")).toBeUndefined();
  });

  test("apply to the whole call and are refused where they do not fit", async () => {
    const wrong = await insights.ask(insights.media.image, "reach", {}, "&breakdown=follow_type");
    expect(messageOf(wrong)).toBe("(#100) Incompatible breakdowns (follow_type) for metric (reach)");
    const mixed = await insights.ask(
      insights.media.image,
      "reach,profile_activity",
      {},
      "&breakdown=action_type",
    );
    expect(messageOf(mixed)).toBe("(#100) Incompatible breakdowns (action_type) for metric (reach)");
  });

  test("may be refused in general words where they do not fit", async () => {
    const other = await openSession({
      world: "tiny",
      behaviour: { incompatibleBreakdowns: "unknown-error" },
    });
    const { id, ids } = at(other.simulator.world.accounts, 0);
    const replies = [
      await other.get(`${ids.media[6]}/insights?metric=reach&breakdown=action_type`),
      await other.get(`${id}/insights?metric=likes&period=day&metric_type=total_value&breakdown=follow_type`),
    ];
    await other.close();
    expect(replies.map(messageOf)).toEqual(Array(2).fill("(#100) An unknown error has occurred"));
  });

  test("with a bad name are refused with the list", async () => {
    expect(messageOf(await insights.ask(insights.media.image, "reach", {}, "&breakdown=age"))).toBe(
      "(#100) breakdown[0] must be one of the following values: follow_type, surface_type, action_type, " +
        "story_navigation_action_type",
    );
  });
});

describe("insights within fields", () => {
  test("come with the page, and one refused item fails the whole page", async () => {
    const { id } = at(insights.session.simulator.world.accounts, 0);
    const good = await insights.session.get(
      `${id}/media?limit=2&fields=id,insights.metric(reach,shares){name,values}`,
    );
    expect(dig(dataOf(good)[0], "insights", "data", 1, "name")).toBe("shares");
    const bad = await insights.session.get(`${id}/media?limit=100&fields=id,insights.metric(reach)`);
    expect(bad.status).toBe(400);
  });
});

test.each([["account"], ["media"], ["stories"]] as const)(
  "the insights of %s may be empty, under HTTP 200, while the others are not",
  async (subject) => {
    const other = await openSession({ world: "tiny", behaviour: { emptyInsights: [subject] } });
    const { id, ids } = at(other.simulator.world.accounts, 0);
    const replies = {
      account: await other.get(`${id}/insights?metric=reach&period=day`),
      media: await other.get(`${ids.media[6]}/insights?metric=reach`),
      stories: await other.get(`${ids.storiesWithInsights[0]}/insights?metric=reach`),
    };
    await other.close();
    for (const [name, reply] of Object.entries(replies)) {
      expect([name, reply.status, dataOf(reply).length]).toEqual([name, 200, name === subject ? 0 : 1]);
    }
  },
);

describe("figures over time", () => {
  test("are the same for two simulators of one seed and differ for another", async () => {
    const read = async (seed: number): Promise<unknown> => {
      const one = await openSession({ world: "tiny", seed });
      const { ids } = at(one.simulator.world.accounts, 0);
      const reply = await one.get(`${at(ids.media, 6)}/insights?metric=reach,likes,saved`);
      await one.close();
      return reply.json;
    };
    expect(await read(5)).toEqual(await read(5));
    expect(await read(5)).not.toEqual(await read(6));
  });
});
