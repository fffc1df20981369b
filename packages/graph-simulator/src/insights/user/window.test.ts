import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, dig, messageOf, openSession, pluck, fixedNow, type Reply } from "../../../test/session.ts";
import { dayMs, openInsights, type InsightsSession } from "../../../test/user-insights.ts";

const nowSeconds = Math.floor(fixedNow / 1000);

let insights: InsightsSession;

beforeAll(async () => {
  insights = await openInsights();
});
afterAll(() => insights.session.close());

describe("the window", () => {
  const depth = "(#100) since param is not valid. Metrics data is available for the last 2 years";

  test("is thirty days at most, exactly thirty included", async () => {
    const until = nowSeconds;
    expect(
      (await insights.ask(`metric=reach&period=day&since=${until - 30 * dayMs}&until=${until}`)).status,
    ).toBe(200);
    expect(
      messageOf(await insights.ask(`metric=reach&period=day&since=${until - 30 * dayMs - 1}&until=${until}`)),
    ).toBe("(#100) There cannot be more than 30 days (2592000 s) between since and until");
  });

  test("may be longer for totals on the Instagram host, unless asked for otherwise", async () => {
    const query = `metric=views&period=day&metric_type=total_value&since=${nowSeconds - 500 * dayMs}&until=${nowSeconds}`;
    expect((await insights.ask(query, { host: "instagram" })).status).toBe(200);
    expect((await insights.ask(query)).status).toBe(400);
    const strict = await openSession({ world: "tiny", behaviour: { thirtyDayCapOnInstagramHost: true } });
    try {
      const path = `${at(strict.simulator.world.accounts, 0).id}/insights?${query}`;
      expect(messageOf(await strict.get(path, { host: "instagram" }))).toBe(
        "There cannot be more than 30 days (2592000 s) between since and until",
      );
    } finally {
      await strict.close();
    }
  });

  test("reaches back 729 days, not 730", async () => {
    const from = (days: number): Promise<Reply> =>
      insights.ask(
        `metric=reach&period=day&since=${nowSeconds - days * dayMs}&until=${nowSeconds - (days - 2) * dayMs}`,
      );
    expect(pluck(await from(729), "values").flat()).toHaveLength(2);
    expect(messageOf(await from(730))).toBe(depth);
  });

  test("refuses a since in the future and takes such an until", async () => {
    expect(
      messageOf(
        await insights.ask(`metric=reach&period=day&since=${nowSeconds + 60}&until=${nowSeconds + dayMs}`),
      ),
    ).toBe(depth);
    expect(
      (await insights.ask(`metric=reach&period=day&since=${nowSeconds - dayMs}&until=${nowSeconds + dayMs}`))
        .status,
    ).toBe(200);
  });

  test("of follower_count is the last thirty days without today", async () => {
    const reply = await insights.ask(
      `metric=follower_count&period=day&since=${nowSeconds - 29 * dayMs}&until=${nowSeconds + dayMs}`,
    );
    const values = pluck(reply, "values").flat();
    expect(dig(values.at(-1), "end_time")).toBe("2026-09-21T07:00:00+0000");
    expect(
      messageOf(
        await insights.ask(
          `metric=follower_count&period=day&since=${nowSeconds - 32 * dayMs}&until=${nowSeconds - 9 * dayMs}`,
        ),
      ),
    ).toBe(
      "(#100) (follower_count) metric only supports querying data for the last 30 days excluding the current day",
    );
  });

  test("has links to its neighbours one second away, without end and on totals", async () => {
    const query = (since: number, until: number): string =>
      `metric=views&period=day&metric_type=total_value&since=${since}&until=${until}`;
    const [since, until] = [nowSeconds - 5 * dayMs, nowSeconds - 3 * dayMs];
    const reply = await insights.ask(query(since, until));
    const next = new URL(String(dig(reply.json, "paging", "next"))).searchParams;
    const previous = new URL(String(dig(reply.json, "paging", "previous"))).searchParams;
    expect([next.get("since"), next.get("until")]).toEqual([`${until + 1}`, `${until + 1 + 2 * dayMs}`]);
    expect([previous.get("since"), previous.get("until")]).toEqual([
      `${since - 1 - 2 * dayMs}`,
      `${since - 1}`,
    ]);
    expect(previous.get("access_token")).toBe(insights.session.simulator.tokens.user);
  });
});
