import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { at, dataOf, dig, openSession, pluck, type Reply, type Session } from "../../../test/session.ts";
import type { FaultMatch } from "../fault-match.ts";
import type { Lie, LieFault } from "./lie.ts";

let session: Session;
let id: string;
let media: readonly string[];

beforeEach(async () => {
  session = await openSession({ world: "tiny" });
  const account = at(session.simulator.world.accounts, 0);
  id = account.id;
  media = account.ids.media;
});
afterEach(() => session.close());

const lie = (name: Lie, match: FaultMatch = {}, more: Partial<LieFault> = {}): void =>
  session.simulator.faults.add({ match, answer: { lie: name, ...more } });
const list = (more = ""): Promise<Reply> => session.get(`v25.0/${id}/media?fields=id&limit=4${more}`);
const days = (more = ""): Promise<Reply> =>
  session.get(`v25.0/${id}/insights?period=day&since=2026-09-10&until=2026-09-16${more}`);

describe("a lie about entries", () => {
  test.each<[Lie, (ids: readonly string[]) => readonly unknown[]]>([
    ["no-entries", () => []],
    ["half-the-entries", (ids) => ids.slice(0, 2)],
    ["null-entry", (ids) => [undefined, ...ids]],
    ["repeated-entry", (ids) => [...ids, ids[0]]],
    ["extra-entry", (ids) => [...ids, expect.stringMatching(/^1799999999999\d{4}$/)]],
    ["reordered", (ids) => ids.toReversed()],
  ])("%s changes a page and keeps its paging", async (name, expected) => {
    const honest = await list();
    lie(name);
    const reply = await list();
    expect(reply.status).toBe(200);
    expect(pluck(reply, "id")).toEqual(expected(media.slice(0, 4)));
    expect(dig(reply.json, "paging")).toEqual(dig(honest.json, "paging"));
    expect(reply.headers.get("etag")).toBeNull();
  });

  test("is told of the items of a batch as a whole", async () => {
    const urls = media.slice(0, 3).map((one) => `${one}?fields=id`);
    const bodies = async (): Promise<unknown[]> => {
      const { json } = await session.batch(urls);
      return (Array.isArray(json) ? json : []).map((item) =>
        item === null ? null : dig(JSON.parse(String(dig(item, "body"))), "id"),
      );
    };
    lie("reordered", { template: "/", times: 1 });
    expect(await bodies()).toEqual(media.slice(0, 3).toReversed());
    lie("half-the-entries", { template: "/", times: 1 });
    expect(await bodies()).toEqual(media.slice(0, 1));
    lie("null-entry", { template: "/", times: 1 });
    expect(await bodies()).toEqual([null, ...media.slice(0, 3)]);
    expect(await bodies()).toEqual(media.slice(0, 3));
  });

  test("is told of one item of a batch, and of every list of ids=", async () => {
    const [, , , , first = "", second = ""] = media;
    lie("no-entries", { template: "/{media}/insights", itemId: first });
    const batch = await session.batch([first, second].map((one) => `${one}/insights?metric=reach`));
    expect([0, 1].map((index) => dig(JSON.parse(String(dig(batch.json, index, "body"))), "data"))).toEqual([
      [],
      [expect.objectContaining({ name: "reach" })],
    ]);
    const both = await session.get(`v25.0/insights?ids=${first},${second}&metric=reach`);
    expect([first, second].map((one) => dig(both.json, one, "data"))).toEqual([[], []]);
  });

  test("is told of an edge within the entries", async () => {
    lie("no-entries", {}, { within: "insights" });
    const path = `v25.0/${id}/media?fields=id,children{id},insights.metric(reach)&limit=3`;
    const reply = await session.get(
      `${path}&after=${String(dig((await list()).json, "paging", "cursors", "after"))}`,
    );
    expect(pluck(reply, "id")).toEqual(media.slice(4));
    expect(pluck(reply, "insights", "data")).toEqual([[], [], []]);
  });

  test("leaves refusals as they are", async () => {
    lie("no-entries");
    expect((await session.get("v25.0/9/media")).status).toBe(400);
  });
});

describe("a lie about figures", () => {
  const series = "&metric=reach";
  const totals = "&metric=views&metric_type=total_value&breakdown=follow_type";

  test("no-values leaves out every figure of a series and of a total", async () => {
    lie("no-values");
    expect(pluck(await days(series), "values")).toEqual([[]]);
    expect(pluck(await days(totals), "name", "total_value")).toEqual([undefined]);
    expect(dig(dataOf(await days(totals))[0], "total_value")).toBeUndefined();
  });

  test("half-the-values keeps the older half of a series and half of the parts of a total", async () => {
    const [points] = pluck(await days(series), "values");
    const parts = dig(dataOf(await days(totals))[0], "total_value", "breakdowns", 0, "results");
    lie("half-the-values");
    expect(pluck(await days(series), "values")).toEqual([Array.isArray(points) ? points.slice(0, 3) : []]);
    expect(dig(dataOf(await days(totals))[0], "total_value", "breakdowns", 0, "results")).toEqual(
      Array.isArray(parts) ? parts.slice(0, 1) : [],
    );
  });

  test("zeros makes every figure zero and keeps the days", async () => {
    const honest = pluck(await days(series), "values").flat();
    lie("zeros");
    expect(pluck(await days(series), "values").flat()).toEqual(
      honest.map((point) => ({ value: 0, end_time: dig(point, "end_time") })),
    );
  });

  test("other-period says a period that was not asked for", async () => {
    lie("other-period", {}, { period: "week" });
    expect(pluck(await days(series), "period")).toEqual(["week"]);
    session.simulator.faults.clear();
    lie("other-period");
    const week = await session.get(`v25.0/${id}/insights?metric=reach&period=week`);
    expect(pluck(week, "period")).toEqual(["day"]);
  });
});

describe("a lie about ids", () => {
  test("other-id and strange-id are told of entries, of insights, of single objects and of objects within", async () => {
    const [post = ""] = media.slice(5);
    const ids = async (): Promise<unknown[]> => [
      ...pluck(await list(), "id").slice(0, 1),
      ...pluck(await session.get(`v25.0/${post}/insights?metric=reach`), "id"),
      dig((await session.get(`v25.0/${post}?fields=id`)).json, "id"),
    ];
    lie("other-id");
    const other = "17999999999990000";
    expect(await ids()).toEqual([other, `${other}/insights/reach/lifetime`, other]);
    session.simulator.faults.clear();
    lie("strange-id");
    const strange = "../me?fields=id#";
    expect(await ids()).toEqual([strange, `${strange}/insights/reach/lifetime`, strange]);
    session.simulator.faults.clear();
    lie("strange-id", {}, { within: "instagram_business_account" });
    const pages = await session.get("me/accounts?fields=id,instagram_business_account{id}");
    expect(dataOf(pages)).toEqual([
      { id: expect.stringMatching(/^\d+$/), instagram_business_account: { id: strange } },
    ]);
  });
});

describe("a lie about pages", () => {
  /** Ids and cursors of at most eight pages, by following next. */
  const walk = async (
    first = `v25.0/${id}/media?fields=id&limit=4`,
  ): Promise<{ ids: unknown[]; cursors: unknown[] }[]> => {
    const pages = [];
    let address: string | undefined = `${session.simulator.url}/${first}`;
    while (address !== undefined && pages.length < 8) {
      const response = await fetch(address, {
        headers: { authorization: `Bearer ${session.simulator.tokens.user}` },
      });
      const json: unknown = await response.json();
      const data = dig(json, "data");
      pages.push({
        ids: (Array.isArray(data) ? data : []).map((entry) => dig(entry, "id")),
        cursors: [dig(json, "paging", "cursors", "after")],
      });
      const next = dig(json, "paging", "next");
      address = typeof next === "string" ? next : undefined;
    }
    return pages;
  };

  test("repeated-page gives the first page again behind ever fresh cursors", async () => {
    lie("repeated-page", { query: { after: "" } });
    const pages = await walk();
    expect(pages).toHaveLength(8);
    for (const { ids } of pages) expect(ids).toEqual(media.slice(0, 4));
    expect(new Set(pages.flatMap(({ cursors }) => cursors)).size).toBe(8);
  });

  test("empty-pages never ends and has no entry", async () => {
    lie("empty-pages", { query: { after: "" } });
    const [first, ...rest] = await walk();
    expect(first?.ids).toEqual(media.slice(0, 4));
    expect(rest).toHaveLength(7);
    expect(rest.flatMap(({ ids }) => ids)).toEqual([]);
  });

  test("repeated-cursor gives the cursor that was asked with, and none where a list has no links", async () => {
    lie("repeated-cursor");
    const pages = await walk();
    expect(pages).toHaveLength(8);
    expect(pages.slice(1).map(({ ids }) => ids)).toEqual(Array(7).fill(media.slice(4)));
    const other = await openSession();
    const path = `v25.0/${at(other.simulator.world.accounts, 0).id}/tags?limit=2`;
    const after = String(dig((await other.get(path)).json, "paging", "cursors", "after"));
    other.simulator.faults.add({ answer: { lie: "repeated-cursor" } });
    const again = await other.get(`${path}&after=${after}`);
    await other.close();
    expect(dig(again.json, "paging")).toMatchObject({ cursors: { after } });
    expect(dig(again.json, "paging", "next")).toBeUndefined();
  });

  test("next-is-no-url has a link that leads nowhere", async () => {
    lie("next-is-no-url");
    const next = String(dig((await list()).json, "paging", "next"));
    expect(() => new URL(next)).toThrow(TypeError);
  });
});
