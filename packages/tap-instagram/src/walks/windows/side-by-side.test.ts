import { MisuseError, TransientError, type GraphError, type MediaNode } from "@tap-instagram/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChainPage, ChainReader } from "./chain.ts";
import type { BoundsLost } from "./bounds.ts";
import { SideBySide } from "./side-by-side.ts";

const nowMs = Date.parse("2026-11-29T12:00:00Z");

/** Posts from now back, with so many seconds between one and the next. */
function postsOf(secondsBetween: readonly number[]): MediaNode[] {
  let at = nowMs;
  return secondsBetween.map((seconds, index) => {
    at -= seconds * 1000;
    return { id: String(index), timestamp: new Date(at).toISOString() };
  });
}

/** How an API of its own kind gives a list. */
interface Api {
  posts: readonly MediaNode[];
  pageSize: number;
  /** What it makes of the latest time that is asked for. */
  boundOf?: ((untilMs: number) => number) | undefined;
  /** The failure of a page; `undefined` where it is answered. */
  failureOf?: ((untilMs: number | undefined, page: number) => GraphError | undefined) | undefined;
  /** Called before each page. */
  onPage?: ((untilMs: number | undefined) => void) | undefined;
  /** So many posts each chain gives at most, and then says that the list ends. */
  most?: ((untilMs: number | undefined) => number) | undefined;
}

function chainOf({ posts, pageSize, boundOf, failureOf, onPage, most }: Api): ChainReader {
  return async function* pages({ untilMs, signal }): AsyncGenerator<ChainPage> {
    const bound = untilMs === undefined ? Infinity : (boundOf?.(untilMs) ?? untilMs);
    const listed = posts
      .filter(({ timestamp }) => Date.parse(String(timestamp)) <= bound)
      .slice(0, most?.(untilMs));
    for (let page = 0; page * pageSize < Math.max(1, listed.length); page += 1) {
      onPage?.(untilMs);
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      const failure = failureOf?.(untilMs, page);
      if (failure) throw failure;
      yield { media: listed.slice(page * pageSize, (page + 1) * pageSize), lost: [], isCapped: false };
    }
  };
}

function windowsOver(api: Api, onBoundsLost: (lost: BoundsLost) => void = () => undefined): SideBySide {
  return new SideBySide(chainOf(api), {
    pageSize: api.pageSize,
    posts: () => api.posts.length,
    sinceMs: undefined,
    cap: 10_000,
    most: () => 5,
    mostWaiting: () => 2000,
    onBoundsLost,
    signal: new AbortController().signal,
  });
}

/** What came until the walk ended or failed. */
async function walked(windows: SideBySide): Promise<{ ids: string[]; error: unknown }> {
  const ids: string[] = [];
  try {
    for await (const { media } of windows.pages()) ids.push(...media.map(({ id }) => id));
  } catch (error) {
    return { ids, error };
  }
  return { ids, error: undefined };
}

const anyTimes = fc
  .array(fc.tuple(fc.constantFrom(0, 1, 60, 3600, 86_400), fc.integer({ min: 1, max: 40 })), {
    minLength: 3,
    maxLength: 10,
  })
  .map((stretches) => stretches.flatMap(([seconds, times]) => Array.from({ length: times }, () => seconds)));

function failed(reason: "server" | "no-answer" = "server"): TransientError {
  return new TransientError("Cannot read", { endpoint: "GET /{id}/media", reason });
}

describe("windows side by side", () => {
  test("bring a list whole, whatever the API makes of a bound of time", async () => {
    const anyBound = fc.constantFrom(
      (ms: number) => ms,
      (ms: number) => ms - 1000,
      (ms: number) => ms - 40_000_000,
      (ms: number) => ms + 1000,
      (ms: number) => ms + 40_000_000,
      (ms: number) => Math.floor(ms / 86_400_000) * 86_400_000,
      (ms: number) => Math.ceil(ms / 86_400_000) * 86_400_000,
      () => 0,
      () => Infinity,
    );
    await fc.assert(
      fc.asyncProperty(
        anyTimes,
        fc.integer({ min: 1, max: 6 }),
        anyBound,
        async (times, pageSize, boundOf) => {
          const posts = postsOf(times);
          const { ids, error } = await walked(windowsOver({ posts, pageSize, boundOf }));
          expect(error).toBeUndefined();
          expect(ids).toEqual(posts.map(({ id }) => id));
        },
      ),
      { numRuns: 400 },
    );
  });

  test("go on behind a window that turns out to have no post", async () => {
    const hours = Array.from({ length: 6 }, () => 3600);
    const posts = postsOf([0, 0, ...hours, ...Array.from({ length: 14 }, () => 0), ...hours]);
    const boundOf: Api["boundOf"] = (untilMs) => untilMs - 40_000_000;
    const { ids, error } = await walked(windowsOver({ posts, pageSize: 1, boundOf }));
    expect(error).toBeUndefined();
    expect(ids).toEqual(posts.map(({ id }) => id));
  });

  test("bring nothing out of order and nothing twice where chains fail, and everything where the first one does not", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyTimes,
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.record({ window: fc.nat(4), page: fc.nat(4), isRefusal: fc.boolean() }), {
          maxLength: 3,
        }),
        async (times, pageSize, faults) => {
          const posts = postsOf(times);
          const seen: (number | undefined)[] = [];
          const failureOf: Api["failureOf"] = (untilMs, page) => {
            if (!seen.includes(untilMs)) seen.push(untilMs);
            const fault = faults.find((one) => one.window === seen.indexOf(untilMs) && one.page === page);
            if (!fault) return undefined;
            return fault.isRefusal
              ? new MisuseError("Cannot", { endpoint: "GET /{id}/media", reason: "wrong-request" })
              : failed();
          };
          const { ids, error } = await walked(windowsOver({ posts, pageSize, failureOf }));
          const all = posts.map(({ id }) => id);
          expect(ids).toEqual(all.slice(0, ids.length));
          if (error === undefined) expect(ids).toHaveLength(all.length);
          if (!faults.some(({ window, page }) => window === 0 || page > 0)) expect(error).toBeUndefined();
        },
      ),
      { numRuns: 400 },
    );
  });

  test("hold a bounded number of posts before it is their turn, however slowly they are taken", async () => {
    const pageSize = 100;
    const posts = postsOf(Array.from({ length: 9000 }, () => 7200));
    let asked = 0;
    let taken = 0;
    let most = 0;
    const windows = windowsOver({ posts, pageSize, onPage: () => (asked += 1) });
    for await (const { media } of windows.pages()) {
      taken += media.length;
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      most = Math.max(most, asked * pageSize - taken);
    }
    expect(taken).toBe(9000);
    expect(most).toBeGreaterThan(1000);
    // What may wait in windows and at the turn, and a page under way in each of five.
    expect(most).toBeLessThanOrEqual(2000 + 400 + 5 * 100 + 100 * pageSize * 0.15);
  });

  test("end what is under way when nobody takes more, and ask for nothing after that", async () => {
    let asked = 0;
    const posts = postsOf(Array.from({ length: 400 }, () => 60));
    for await (const { media } of windowsOver({ posts, pageSize: 5, onPage: () => (asked += 1) }).pages())
      if (media.some(({ id }) => id === "30")) break;
    const before = asked;
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBe(before);
  });

  test("tell of a list that ends before older posts that it has", async () => {
    const posts = postsOf(Array.from({ length: 100 }, () => 60));
    const most: Api["most"] = (untilMs) => (untilMs === undefined ? 6 : 100);
    const { ids, error } = await walked(windowsOver({ posts, pageSize: 5, most }));
    expect(ids).toEqual(posts.slice(0, 6).map(({ id }) => id));
    expect(error).toMatchObject({ kind: "transient", reason: "unexpected-shape" });
  });

  test("tell once that bounds of time are not kept, and how", async () => {
    const posts = postsOf(Array.from({ length: 200 }, () => 60));
    const told: string[] = [];
    await walked(windowsOver({ posts, pageSize: 5, boundOf: () => Infinity }, ({ how }) => told.push(how)));
    const refusal = new MisuseError("Cannot", { endpoint: "GET /{id}/media", reason: "wrong-request" });
    const failureOf: Api["failureOf"] = (untilMs) => (untilMs === undefined ? undefined : refusal);
    await walked(windowsOver({ posts, pageSize: 5, failureOf }, ({ how }) => told.push(how)));
    expect(told).toEqual(["ignored", "refused"]);
  });
});
