import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ManualClock } from "test-tools/clock";
import { scriptedServer, type ScriptedAnswer } from "../../../test/scripted-server.ts";
import { createGraphClient } from "../../graph/client.ts";
import type { MediaNode } from "../media/media-node.ts";
import type { MediaOptions } from "../media/media-options.ts";
import { readMedia, readStories } from "../media/media.ts";
import { FieldMemory } from "./field-memory.ts";
import type { LostField } from "./list-plan.ts";

const fields = [
  "caption",
  "permalink",
  "media_url",
  "like_count",
  "alt_text",
  "timestamp",
  "username",
  "owner",
];
const childFields = ["id", "media_type", "media_url"];

const generalWords: { [what: string]: ScriptedAnswer } = {
  "(#100) Invalid parameter": refusal({ code: 100, message: "(#100) Invalid parameter" }),
  "(#10)": refusal({ code: 10, message: "(#10) Application does not have permission for this action" }),
  "(#200)": refusal({ code: 200, message: "(#200) No" }),
  "the words of the Instagram host": refusal({
    code: 100,
    type: "IGApiException",
    message: "Unsupported request - method type: get",
  }),
  "an unknown error that outlasts its retries": {
    status: 500,
    body: { error: { code: 1, message: "An unknown error occurred" } },
  },
  "a sentence in another language": refusal({ code: 100, message: "Ungültiger Parameter" }),
};

function refusal(error: object): ScriptedAnswer {
  return { status: 400, body: { error } };
}

interface World {
  posts: number;
  /** Whether the list can be asked with `until`. Default false: everything but cursors is ignored. */
  knowsTime?: boolean | undefined;
  /** Whether a page of these posts, asked for with these fields, is refused. */
  refuses: (asked: { names: ReadonlySet<string>; from: number; to: number }) => boolean;
  words?: ScriptedAnswer | undefined;
}

function secondOf(index: number): number {
  return Date.parse("2026-11-27T00:00:00Z") / 1000 - Math.max(0, index - 1) * 5 * 3600;
}

interface Walk {
  media: MediaNode[];
  lost: LostField[];
  dropped: string[];
  error: unknown;
  asked: number;
  refused: number;
}

/** The names in `id,caption,children{id,media_type}`, those of children with a prefix. */
function namesIn(text: string): Set<string> {
  const [, own = "", children = ""] = /^([^{]*?)(?:,?children\{(.*)\})?$/.exec(text) ?? [];
  const ofChildren = children.split(",").map((name) => `children.${name}`);
  return new Set([...own.split(","), ...(children === "" ? [] : ofChildren)]);
}

async function walk(
  { posts, refuses, knowsTime = false, words = generalWords["(#100) Invalid parameter"] ?? {} }: World,
  options: Partial<MediaOptions> & { account?: string | undefined; read?: typeof readMedia | undefined } = {},
): Promise<Walk> {
  let refused = 0;
  const { url, requests } = await scriptedServer(({ query }) => {
    const names = namesIn(query.get("fields") ?? "");
    const until = Number(query.get("until") ?? Infinity);
    // Post n was published n times five hours before the newest, and the first two of them in the same second.
    const newest = Array.from({ length: posts }, (_, index) => index).findIndex(
      (index) => secondOf(index) <= until,
    );
    const byTime = knowsTime ? (newest === -1 ? posts : newest) : 0;
    const from = Number(query.get("after") ?? byTime);
    const to = Math.min(posts, from + Number(query.get("limit")));
    if (refuses({ names, from, to })) {
      refused += 1;
      return words;
    }
    const data = Array.from({ length: to - from }, (_, index) => {
      const id = String(1000 + from + index);
      const own = [...names].filter((name) => name !== "id" && !name.startsWith("children."));
      const timestamp = new Date(secondOf(from + index) * 1000).toISOString();
      const values = own.map((name) => [name, name === "timestamp" ? timestamp : `${name} of ${id}`]);
      return { id, ...Object.fromEntries(values) };
    });
    const next = to < posts ? { next: "https://graph.facebook.com/next" } : {};
    return { body: { data, paging: { cursors: { after: String(to) }, ...next } } };
  });
  const graph = createGraphClient({
    accessToken: "EAAtest",
    baseUrl: url,
    clock: new ManualClock(),
    retryPolicy: { maxRetries: 1 },
  });
  const { account = "17841", read = readMedia, ...more } = options;
  const result: Walk = { media: [], lost: [], dropped: [], error: undefined, asked: 0, refused: 0 };
  try {
    const pages = read(
      graph,
      { id: account },
      {
        fields,
        childFields,
        pageSize: 100,
        onLost: (lost) => result.lost.push(lost),
        onDroppedFields: (names) => result.dropped.push(...names),
        ...more,
      },
    );
    for await (const page of pages) result.media.push(...page);
  } catch (error) {
    result.error = error;
  }
  return { ...result, asked: requests.length, refused };
}

const hasChildren = (names: ReadonlySet<string>) => [...names].some((name) => name.startsWith("children."));

const idsOf = (posts: number) => Array.from({ length: posts }, (_, index) => String(1000 + index));

describe("a field that a list refuses in general words", () => {
  test.each(Object.entries(generalWords))(
    "is given up alone, and everything else comes: %s",
    async (_, words) => {
      const result = await walk({ posts: 230, refuses: ({ names }) => names.has("alt_text"), words });
      expect(result.error).toBeUndefined();
      expect(result.media.map(({ id }) => id)).toEqual(idsOf(230));
      expect(result.dropped).toEqual(["alt_text"]);
      expect(result.lost).toEqual([]);
      for (const post of result.media) expect(post).toHaveProperty("owner", `owner of ${post.id}`);
      // The page itself, none of the fields, four halves, the culprit alone, of one post; and each asked once more where
      // the failure could pass.
      const tries = words.status === 500 ? 2 : 1;
      expect(result.asked).toBeLessThanOrEqual(5 + tries * 9);
    },
  );

  test("is found among the fields of children, too", async () => {
    const result = await walk({ posts: 5, refuses: ({ names }) => names.has("children.media_url") });
    expect(result.dropped).toEqual(["media_url"]);
    expect(result.media[0]).toHaveProperty("media_url");
  });

  test.each([
    ["in general words", generalWords["(#10)"]],
    ["by name", refusal({ code: 100, message: "(#100) Tried accessing nonexisting field (children)" })],
  ])("costs all fields inside of it, for a few requests: children, %s", async (_, words) => {
    const more = [...childFields, "thumbnail_url", "timestamp"];
    const result = await walk(
      { posts: 230, refuses: ({ names }) => hasChildren(names), words },
      { childFields: more },
    );
    expect(result.error).toBeUndefined();
    expect(result.media.map(({ id }) => id)).toEqual(idsOf(230));
    for (const post of result.media) expect(post).toHaveProperty("owner", `owner of ${post.id}`);
    expect(result.dropped).toEqual(["children"]);
    expect(result.refused).toBeLessThanOrEqual(8);
  });

  test("is left out of the one post whose children are refused", async () => {
    const result = await walk({
      posts: 30,
      refuses: ({ names, from, to }) => hasChildren(names) && from <= 7 && 7 < to,
    });
    expect(result.error).toBeUndefined();
    expect(result.media.map(({ id }) => id)).toEqual(idsOf(30));
    for (const post of result.media) expect(post).toHaveProperty("owner", `owner of ${post.id}`);
    expect(result.dropped).toEqual([]);
    expect(result.lost.map(({ id }) => id)).toEqual(["1007"]);
  });

  test("is found whichever and however many they are", async () => {
    const everyName = [...fields, ...childFields.map((name) => `children.${name}`)];
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(everyName, { maxLength: 4 }),
        fc.integer({ min: 1, max: 120 }),
        async (bad, posts) => {
          const result = await walk({ posts, refuses: ({ names }) => bad.some((name) => names.has(name)) });
          expect(result.error).toBeUndefined();
          expect(result.media.map(({ id }) => id)).toEqual(idsOf(posts));
          const ofChildren = bad.filter((name) => name.startsWith("children."));
          const isWhole = ofChildren.length === childFields.length;
          const told = isWhole ? ["children"] : ofChildren.map((name) => name.replace("children.", ""));
          const others = bad.filter((name) => !ofChildren.includes(name));
          expect(result.dropped.toSorted()).toEqual([...told, ...others].toSorted());
          for (const name of fields) {
            const isThere = result.media.every((post) => name in post);
            expect(isThere).toBe(!bad.includes(name));
          }
          expect(result.refused).toBeLessThan(1 + bad.length * 9);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("costs the next accounts of the run a refusal or none", async () => {
    const memory = new FieldMemory();
    const world: World = { posts: 3, refuses: ({ names }) => names.has("alt_text") };
    const refusals: number[] = [];
    for (const account of ["1", "2", "3"]) refusals.push((await walk(world, { account, memory })).refused);
    expect(refusals.slice(1)).toEqual([1, 0]);
    const read = readStories;
    expect((await walk(world, { account: "3", memory, read })).refused).toBe(1);
    expect(refusals.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(9);
  });

  test("is asked of other accounts that have it", async () => {
    const memory = new FieldMemory();
    await walk({ posts: 3, refuses: ({ names }) => names.has("alt_text") }, { account: "1", memory });
    const healthy = await walk({ posts: 3, refuses: () => false }, { account: "2", memory });
    expect(healthy.media[0]).toHaveProperty("alt_text");
    await walk({ posts: 3, refuses: ({ names }) => names.has("alt_text") }, { account: "3", memory });
    const other = await walk({ posts: 3, refuses: () => false }, { account: "4", memory });
    expect(other.media[0]).toHaveProperty("alt_text");
  });
});

describe("a list that is refused as a whole", () => {
  test.each(Object.entries(generalWords))(
    "stays refused, and is found out with a few calls: %s",
    async (_, words) => {
      const result = await walk({ posts: 3, refuses: () => true, words });
      expect(result.media).toEqual([]);
      expect(result.error).toMatchObject({ code: expect.any(Number) });
      expect(result.asked).toBeLessThanOrEqual(8);
      expect(result.dropped).toEqual([]);
    },
  );
});

describe("a post that a page is refused for", () => {
  test("comes without the field that it refuses, and all others with it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(149), fc.constantFrom(...fields), async (odd, name) => {
        const result = await walk({
          posts: 150,
          refuses: ({ names, from, to }) => names.has(name) && from <= odd && odd < to,
        });
        expect(result.error).toBeUndefined();
        expect(result.media.map(({ id }) => id)).toEqual(idsOf(150));
        expect(result.dropped).toEqual([]);
        expect(result.lost).toMatchObject([{ id: String(1000 + odd), field: name }]);
        for (const [index, post] of result.media.entries()) expect(name in post).toBe(index !== odd);
        expect(result.asked).toBeLessThan(25);
      }),
      { numRuns: 25 },
    );
  });

  test("comes with its id alone where it refuses two fields", async () => {
    const result = await walk({
      posts: 30,
      refuses: ({ names, from, to }) => (names.has("caption") || names.has("owner")) && from <= 11 && 11 < to,
    });
    expect(result.media.map(({ id }) => id)).toEqual(idsOf(30));
    expect(result.lost).toMatchObject([{ id: "1011", field: undefined }]);
    expect(result.media[12]).toHaveProperty("owner");
  });

  test("costs the list its field after some of them", async () => {
    const result = await walk({
      posts: 300,
      refuses: ({ names, from, to }) =>
        names.has("caption") && [3, 40, 77, 130, 250].some((odd) => from <= odd && odd < to),
    });
    expect(result.media).toHaveLength(300);
    expect(result.dropped).toEqual(["caption"]);
    expect(result.lost).toHaveLength(3);
  });

  test("ends the list where it is refused whatever is asked, with everything before it delivered", async () => {
    const result = await walk({ posts: 150, refuses: ({ from, to }) => from <= 117 && 117 < to });
    expect(result.media.map(({ id }) => id)).toEqual(idsOf(117));
    expect(result.error).toMatchObject({ kind: "misuse" });
    expect(result.asked).toBeLessThan(20);
  });

  test("is stepped over where the list can be asked by time, wherever it is, and is told of", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 119 }),
        fc.integer({ min: 1, max: 3 }),
        async (odd, howMany) => {
          const last = Math.min(119, odd + howMany - 1);
          const result = await walk({
            posts: 120,
            knowsTime: true,
            refuses: ({ from, to }) => from <= last && odd < to,
          });
          // Posts of the same second as one that is refused cannot be told from it.
          const rest = idsOf(120).filter(
            (_, index) => (index < odd || index > last) && (odd > 1 || index > 1),
          );
          expect(result.error).toBeUndefined();
          expect(result.media.map(({ id }) => id)).toEqual(odd === 1 ? ["1000", ...rest] : rest);
          expect(result.lost.length).toBeGreaterThan(0);
          expect(result.lost[0]).toMatchObject({ id: undefined, field: undefined });
          expect(result.asked).toBeLessThan(75);
        },
      ),
      { numRuns: 25 },
    );
  });
});
