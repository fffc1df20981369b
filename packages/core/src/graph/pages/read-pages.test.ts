import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ManualClock } from "test-tools/clock";
import { collect } from "../../../test/simulated.ts";
import { scriptedServer, type ScriptedAnswer } from "../../../test/scripted-server.ts";
import { createGraphClient } from "../client.ts";
import { NotFoundError } from "../errors/errors.ts";

const gone: ScriptedAnswer = {
  status: 400,
  body: { error: { code: 100, error_subcode: 33, message: "Unsupported get request." } },
};

function unlinked(ids: readonly string[], after?: string): ScriptedAnswer {
  return { body: { data: ids.map((id) => ({ id })), paging: { cursors: { before: "B", after } } } };
}

async function pagesOf(script: Parameters<typeof scriptedServer>[0]) {
  const { url, requests } = await scriptedServer(script);
  const graph = createGraphClient({ accessToken: "EAAtest", baseUrl: url });
  return {
    requests,
    read: (options: Partial<Parameters<typeof graph.pages>[0]>) =>
      collect(graph.pages({ node: "1", edge: "tags", params: {}, budget: "app", pageSize: 2, ...options })),
  };
}

describe("an edge that gives cursors and no links", () => {
  test.each([
    ["an empty page", { body: { data: [] } }],
    ["a page without a cursor", unlinked(["3"])],
    ["a page with the cursor that led to it", unlinked(["3"], "C2")],
  ])("ends at %s", async (_, last) => {
    const { read, requests } = await pagesOf([unlinked(["1", "2"], "C1"), unlinked(["4"], "C2"), last]);
    const ids = (await read({ cursorsOnly: true })).flat().map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(["1", "2", "4"]);
    expect(requests.map(({ query }) => query.get("after"))).toEqual([null, "C1", "C2"]);
  });

  test("is one page for whoever does not say so", async () => {
    const { read } = await pagesOf([unlinked(["1", "2"], "C1")]);
    expect(await read({})).toHaveLength(1);
  });
});

test("a plan decides page by page what is asked, and whether a refusal is the end", async () => {
  const { read, requests } = await pagesOf([unlinked(["1"], "C1"), gone, unlinked(["2"], "C2"), gone]);
  const seen: unknown[] = [];
  const reading = read({
    cursorsOnly: true,
    params: { since: 5, fields: "id" },
    plan: {
      ask: (largest) => ({ params: { fields: `id,f${seen.length}` }, pageSize: largest - seen.length }),
      refused: ({ kind }) => seen.push(kind) < 3,
      answered: (nodes) => {
        seen.push(nodes.length);
        return nodes;
      },
    },
  });
  await expect(reading).rejects.toBeInstanceOf(NotFoundError);
  expect(seen).toEqual([1, "not-found", 1, "not-found"]);
  expect(requests.map(({ query }) => [query.get("fields"), query.get("limit"), query.get("since")])).toEqual([
    ["id,f0", "2", "5"],
    ["id,f1", "1", "5"],
    ["id,f2", "0", "5"],
    ["id,f3", "-1", "5"],
  ]);
});

function linked(
  ids: readonly unknown[],
  after: string,
  next = "https://graph.facebook.com/next",
): ScriptedAnswer {
  return { body: { data: ids.map((id) => ({ id })), paging: { cursors: { after }, next } } };
}

/** Collects the ids of a walk, and how it ended. */
async function walked(
  script: Parameters<typeof scriptedServer>[0],
  options: Partial<Parameters<ReturnType<typeof createGraphClient>["pages"]>[0]> = {},
): Promise<{ ids: unknown[]; error: unknown; asked: number }> {
  const { url, requests } = await scriptedServer(script);
  const graph = createGraphClient({ accessToken: "EAAtest", baseUrl: url, clock: new ManualClock() });
  const ids: unknown[] = [];
  let error: unknown;
  try {
    const walk = graph.pages({
      node: "1",
      edge: "media",
      params: {},
      budget: "app",
      pageSize: 2,
      ...options,
    });
    for await (const nodes of walk) ids.push(...nodes.map(({ id }) => id));
  } catch (thrown) {
    error = thrown;
  }
  return { ids, error, asked: requests.length };
}

const endless = { kind: "transient", reason: "repeated-cursor" };

describe("a walk that the API would never end", () => {
  test("ends at fresh cursors in front of the same page, which comes once", async () => {
    let asked = 0;
    const { ids, error } = await walked(() => linked(["1", "2"], `c${(asked += 1)}`));
    expect(ids).toEqual(["1", "2"]);
    expect(error).toMatchObject(endless);
    expect(asked).toBe(3);
  });

  test.each([
    ["the same", () => ({ quota_usage: 2 }), 3],
    ["ever new", (page: number) => ({ quota_usage: page }), 501],
  ])("ends at fresh cursors in front of %s nodes without an id", async (_, node, most) => {
    let asked = 0;
    const { error } = await walked(() => {
      asked += 1;
      const next = "https://graph.facebook.com/next";
      return { body: { data: [node(asked)], paging: { cursors: { after: `c${asked}` }, next } } };
    });
    expect(error).toMatchObject(endless);
    expect(asked).toBeLessThanOrEqual(most);
  });

  test("ends at fresh cursors in front of empty pages", async () => {
    let asked = 0;
    const { ids, error } = await walked(() => {
      asked += 1;
      return linked(asked === 1 ? ["1"] : [], `c${asked}`);
    });
    expect(ids).toEqual(["1"]);
    expect(error).toMatchObject(endless);
    expect(asked).toBeLessThan(25);
  });

  test("ends at a circle of pages behind fresh cursors, each of which comes once", async () => {
    let asked = 0;
    const { ids, error } = await walked(() => {
      asked += 1;
      return linked([String((asked - 1) % 7)], `c${asked}`);
    });
    expect(ids).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
    expect(error).toMatchObject(endless);
    expect(asked).toBe(9);
  });

  test("ends at a circle that is longer than the memory of a walk", async () => {
    const pages = 130;
    let asked = 0;
    const { ids, error } = await walked(() => {
      const first = (asked % pages) * 100;
      asked += 1;
      return linked(
        Array.from({ length: 100 }, (_, index) => String(first + index)),
        `c${asked}`,
      );
    });
    expect(new Set(ids).size).toBe(pages * 100);
    expect(error).toMatchObject(endless);
    expect(asked).toBeLessThan(4 * pages);
  });

  test("is told apart from one that goes on after gaps", async () => {
    const script = [
      linked(["1"], "a"),
      ...["b", "c", "d", "e", "f", "g"].map((after) => linked([], after)),
      linked(["1"], "h"),
      { body: { data: [{ id: "2" }] } },
    ];
    expect(await walked(script)).toEqual({ ids: ["1", "2"], error: undefined, asked: 9 });
  });

  test("is whole on an edge without links, where a cursor that comes again is the end", async () => {
    const script = [unlinked(["1"], "a"), unlinked(["2"], "b"), unlinked(["3"], "a"), unlinked(["1"], "b")];
    const { ids, error } = await walked(script, { cursorsOnly: true });
    expect([ids, error]).toEqual([["1", "2", "3"], undefined]);
  });
});

test("a walk delivers each node once, in order, however its pages overlap, and reads what is between odd entries", async () => {
  const pages = fc.array(
    fc.array(fc.oneof(fc.nat(30), fc.constant(null), fc.constant("text"), fc.constant([])), { maxLength: 6 }),
    { minLength: 1, maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(pages, async (world) => {
      let unreadable = 0;
      const script = world.map((entries, index): ScriptedAnswer => {
        const data = entries.map((entry) => (typeof entry === "number" ? { id: entry } : entry));
        const paging =
          index === world.length - 1 ? {} : { cursors: { after: `c${index}` }, next: "https://x/next" };
        return { body: { data, paging } };
      });
      const { ids, error } = await walked(script, { onUnreadable: (entries) => (unreadable += entries) });
      const expected = [...new Set(world.flat().filter((entry) => typeof entry === "number"))];
      if (error === undefined) {
        expect(ids).toEqual(expected);
        expect(unreadable).toBe(world.flat().filter((entry) => typeof entry !== "number").length);
      } else {
        expect(error).toMatchObject(endless);
        expect(ids).toEqual(expected.slice(0, ids.length));
      }
    }),
    { numRuns: 60 },
  );
});

test.each(["http://[", "", 5, {}])(
  "a link to the next page that is no address (%j) ends the walk as incomplete",
  async (next) => {
    const script = [{ body: { data: [{ id: "1" }], paging: { next } } }];
    const { ids, error } = await walked(script);
    expect(ids).toEqual(["1"]);
    expect(error).toMatchObject({ kind: "transient", reason: "unexpected-shape" });
  },
);

test("where there is a cursor, the link may be anything", async () => {
  const script = [linked(["1"], "a", "http://["), { body: { data: [{ id: "2" }] } }];
  expect(await walked(script)).toEqual({ ids: ["1", "2"], error: undefined, asked: 2 });
});

test("a link takes the walk to a position, and nowhere else", async () => {
  const next = "https://evil.example/v1/9/media?method=delete&ids=7&access_token=x&until=17&after=A";
  const { url, requests } = await scriptedServer([
    { body: { data: [], paging: { next } } },
    { body: { data: [] } },
  ]);
  const graph = createGraphClient({ accessToken: "EAAtest", baseUrl: url });
  await collect(graph.pages({ node: "1", edge: "media", params: {}, budget: "app", pageSize: 2 }));
  expect(requests.map(({ path, query }) => `${path}?${query}`)).toEqual([
    "/v25.0/1/media?limit=2",
    "/v25.0/1/media?until=17&after=A&limit=2",
  ]);
});
