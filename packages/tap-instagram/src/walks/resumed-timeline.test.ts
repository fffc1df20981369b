import { utcTimestamp, type MediaNode } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TimelineProgress } from "../sync/progress/timeline-progress.ts";
import { spanOf } from "./media.ts";
import { resumedTimeline, type PageReader } from "./resumed-timeline.ts";

const nowMs = Date.parse("2026-11-29T12:00:00Z");
const hourMs = 60 * 60_000;
const position = { stream: "media_insights", account: "1", replicationKey: "timestamp" };

/** A post per hour back from now; some share an instant. */
function postsOf(hours: readonly number[]): MediaNode[] {
  const newestFirst = [...hours].toSorted((a, b) => a - b);
  return newestFirst.map((hour, index) => ({
    id: `${hour}-${index}`,
    timestamp: new Date(nowMs - hour * hourMs).toISOString(),
  }));
}

/** Reads the posts in pages, as the API does; one that does not know `since` and `until` gives all. */
function readerOf(posts: readonly MediaNode[], pageSize: number, knowsBounds: boolean): PageReader {
  return async function* pages({ sinceMs = -Infinity, untilMs = Infinity }) {
    const within = posts.filter((post) => {
      const ms = Date.parse(String(post["timestamp"]));
      return !knowsBounds || (ms >= sinceMs && ms <= untilMs);
    });
    for (let first = 0; first < within.length; first += pageSize) yield within.slice(first, first + pageSize);
  };
}

/** What happens in a run: after so many pages it is cut, perhaps in the middle of a page; some posts do not come. */
const anyRun = fc.record({
  pages: fc.nat(8),
  isCutWithin: fc.boolean(),
  lacking: fc.array(fc.nat(60), { maxLength: 8 }),
});

const anyAccount = fc.record({
  hours: fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 50 }),
  twins: fc.array(fc.nat(60), { maxLength: 5 }),
  pageSize: fc.integer({ min: 1, max: 7 }),
  knowsBounds: fc.boolean(),
  runs: fc.array(anyRun, { maxLength: 6 }),
});

class Account {
  memory: JsonObject = {};
  readonly #posts: readonly MediaNode[];
  readonly #read: PageReader;
  /** Everything that came, and everything that came of the walk that is under way. */
  readonly delivered = new Set<string>();

  constructor({ hours, twins, pageSize, knowsBounds }: Omit<AccountSpec, "runs">) {
    this.#posts = postsOf([...hours, ...twins.filter((hour) => hours.includes(hour))]);
    this.#read = readerOf(this.#posts, pageSize, knowsBounds);
  }

  /** One run, as a part of a sync goes over the chunks. Gives how often each post came. */
  async run({ pages, isCutWithin, lacking }: RunSpec): Promise<Map<string, number>> {
    const came = new Map<string, number>();
    const progress = new TimelineProgress(
      { memory: () => this.memory, remember: (_, memory) => void (this.memory = memory) },
      position,
      nowMs,
    );
    const { earlier } = progress;
    const chunks = earlier ? resumedTimeline(this.#read, earlier, undefined) : this.#read({});
    let left = pages;
    for await (const chunk of chunks) {
      const isCut = left === 0;
      left -= 1;
      const lacks = (post: MediaNode, index: number) =>
        lacking.includes(Number(post.id.split("-")[0])) || (isCut && (!isCutWithin || index > 0));
      const wanted = chunk.filter((post) => {
        const at = utcTimestamp(post["timestamp"]) ?? "";
        return !earlier || at <= earlier.backTo || at >= earlier.from || earlier.missingAt.includes(at);
      });
      for (const [index, post] of wanted.entries())
        if (!lacks(post, index)) came.set(post.id, (came.get(post.id) ?? 0) + 1);
      const open = wanted.filter(lacks).flatMap((post) => utcTimestamp(post["timestamp"]) ?? []);
      progress.readChunk(spanOf(chunk), open, isCut);
      for (const id of came.keys()) this.delivered.add(id);
      if (isCut) {
        progress.end("passing", []);
        return came;
      }
    }
    progress.end("whole", []);
    return came;
  }

  /** Posts that the memory says were read, and that never came. */
  get lies(): string[] {
    const earlier = new TimelineProgress(
      { memory: () => this.memory, remember: () => undefined },
      position,
      nowMs,
    ).earlier;
    if (!earlier) return [];
    return this.#posts.flatMap((post) => {
      const at = utcTimestamp(post["timestamp"]) ?? "";
      const isRead = at > earlier.backTo && at < earlier.from && !earlier.missingAt.includes(at);
      return isRead && !this.delivered.has(post.id) ? [post.id] : [];
    });
  }

  get isComplete(): boolean {
    return this.#posts.every(({ id }) => this.delivered.has(id));
  }
}

interface RunSpec {
  pages: number;
  isCutWithin: boolean;
  lacking: readonly number[];
}

interface AccountSpec {
  hours: readonly number[];
  twins: readonly number[];
  pageSize: number;
  knowsBounds: boolean;
  runs: readonly RunSpec[];
}

const healthy: RunSpec = { pages: Infinity, isCutWithin: false, lacking: [] };

describe("a walk that goes on where it was cut", () => {
  test("is complete after a healthy run, whatever the runs before it met", async () => {
    await fc.assert(
      fc.asyncProperty(anyAccount, async ({ runs, ...spec }) => {
        const account = new Account(spec);
        for (const one of runs) {
          await account.run(one);
          expect(account.lies).toEqual([]);
        }
        await account.run(healthy);
        expect(account.memory).toEqual({});
        expect(account.isComplete).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("delivers no post twice in one run", async () => {
    await fc.assert(
      fc.asyncProperty(anyAccount, async ({ runs, ...spec }) => {
        const account = new Account(spec);
        for (const one of [...runs, healthy])
          for (const times of (await account.run(one)).values()) expect(times).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  test("is complete after as many runs as it has pages, when each brings one page more", async () => {
    await fc.assert(
      fc.asyncProperty(anyAccount, async (spec) => {
        const account = new Account({ ...spec, twins: [], knowsBounds: true });
        const pages = Math.ceil(spec.hours.length / spec.pageSize);
        // A run may spend a page each on what is new and on the end of what was read before.
        for (let day = 0; day < pages; day += 1)
          await account.run({ pages: 3, isCutWithin: true, lacking: [] });
        expect(account.isComplete).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test("keeps no more instants of single posts that did not come than a state should hold", async () => {
    const hours = Array.from({ length: 200 }, (_, hour) => hour);
    const account = new Account({ hours, twins: [], pageSize: 10, knowsBounds: true });
    await account.run({ pages: 15, isCutWithin: false, lacking: hours.filter((hour) => hour % 2 === 0) });
    expect(account.memory["missing_at"]).toHaveLength(50);
    expect(account.lies).toEqual([]);
    await account.run(healthy);
    expect(account.isComplete).toBe(true);
  });

  test.each([
    ["no dates", { read_from: "yesterday", read_back_to: 5 }],
    [
      "an end before its beginning",
      { read_from: "2026-01-01T00:00:00Z", read_back_to: "2026-02-01T00:00:00Z" },
    ],
    [
      "a beginning in the future",
      { read_from: "2027-01-01T00:00:00Z", read_back_to: "2026-02-01T00:00:00Z" },
    ],
    [
      "more instants than a state holds",
      {
        read_from: "2026-03-01T00:00:00Z",
        read_back_to: "2026-02-01T00:00:00Z",
        missing_at: Array.from({ length: 500 }, () => "2026-02-20T00:00:00Z"),
      },
    ],
  ])("does not trust a state with %s", async (_, memory: JsonObject) => {
    const account = new Account({ hours: [1, 2, 3], twins: [], pageSize: 2, knowsBounds: true });
    account.memory = memory;
    await account.run(healthy);
    expect(account.isComplete).toBe(true);
  });
});
