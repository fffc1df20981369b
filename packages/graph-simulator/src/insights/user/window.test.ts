import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, dig, messageOf, openSession, pluck, NOW, type Reply } from "../../../test/session.ts";
import { DAY, openInsights, type InsightsSession } from "../../../test/user-insights.ts";

const NOW_SECONDS = Math.floor(NOW / 1000);

let insights: InsightsSession;

beforeAll(async () => {
  insights = await openInsights();
});
afterAll(() => insights.session.close());

describe("the window", () => {
  const depth = "(#100) since param is not valid. Metrics data is available for the last 2 years";

  it("is thirty days at most, exactly thirty included", async () => {
    const until = NOW_SECONDS;
    expect(
      (await insights.ask(`metric=reach&period=day&since=${until - 30 * DAY}&until=${until}`)).status,
    ).toBe(200);
    expect(
      messageOf(await insights.ask(`metric=reach&period=day&since=${until - 30 * DAY - 1}&until=${until}`)),
    ).toBe("(#100) There cannot be more than 30 days (2592000 s) between since and until");
  });

  it("may be longer for totals on the Instagram host, unless asked for otherwise", async () => {
    const query = `metric=views&period=day&metric_type=total_value&since=${NOW_SECONDS - 500 * DAY}&until=${NOW_SECONDS}`;
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

  it("reaches back 729 days, not 730", async () => {
    const from = (days: number): Promise<Reply> =>
      insights.ask(
        `metric=reach&period=day&since=${NOW_SECONDS - days * DAY}&until=${NOW_SECONDS - (days - 2) * DAY}`,
      );
    expect(pluck(await from(729), "values").flat()).toHaveLength(2);
    expect(messageOf(await from(730))).toBe(depth);
  });

  it("refuses a since in the future and takes such an until", async () => {
    expect(
      messageOf(
        await insights.ask(`metric=reach&period=day&since=${NOW_SECONDS + 60}&until=${NOW_SECONDS + DAY}`),
      ),
    ).toBe(depth);
    expect(
      (await insights.ask(`metric=reach&period=day&since=${NOW_SECONDS - DAY}&until=${NOW_SECONDS + DAY}`))
        .status,
    ).toBe(200);
  });

  it("of follower_count is the last thirty days without today", async () => {
    const reply = await insights.ask(
      `metric=follower_count&period=day&since=${NOW_SECONDS - 29 * DAY}&until=${NOW_SECONDS + DAY}`,
    );
    const values = pluck(reply, "values").flat();
    expect(dig(values.at(-1), "end_time")).toBe("2026-09-21T07:00:00+0000");
    expect(
      messageOf(
        await insights.ask(
          `metric=follower_count&period=day&since=${NOW_SECONDS - 32 * DAY}&until=${NOW_SECONDS - 9 * DAY}`,
        ),
      ),
    ).toBe(
      "(#100) (follower_count) metric only supports querying data for the last 30 days excluding the current day",
    );
  });

  it("has links to its neighbours one second beside it, for ever and on totals", async () => {
    const query = (since: number, until: number): string =>
      `metric=views&period=day&metric_type=total_value&since=${since}&until=${until}`;
    const [since, until] = [NOW_SECONDS - 5 * DAY, NOW_SECONDS - 3 * DAY];
    const reply = await insights.ask(query(since, until));
    const next = new URL(String(dig(reply.json, "paging", "next"))).searchParams;
    const previous = new URL(String(dig(reply.json, "paging", "previous"))).searchParams;
    expect([next.get("since"), next.get("until")]).toEqual([`${until + 1}`, `${until + 1 + 2 * DAY}`]);
    expect([previous.get("since"), previous.get("until")]).toEqual([
      `${since - 1 - 2 * DAY}`,
      `${since - 1}`,
    ]);
    expect(previous.get("access_token")).toBe(insights.session.simulator.tokens.user);
  });
});
