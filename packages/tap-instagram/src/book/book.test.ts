import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Book } from "./book.ts";
import { reasons, type Reason } from "./reasons.ts";
import type { Thing } from "./thing.ts";

const account = { id: "1", name: "brand (1)" };

const anyReason = fc.constantFrom(...(Object.keys(reasons) as Reason[]));

const anyThing: fc.Arbitrary<Thing> = fc.record({
  kind: fc.constantFrom("post", "story", "day", "list", "snapshot", "metric", "metric"),
  metric: fc.constantFrom("reach", "views"),
});

/** What a chunk brings: things that were expected, records, lacks with their reasons, and metrics that came. */
const anyChunk = fc.record({
  expected: fc.nat(60),
  delivered: fc.nat(60),
  lacks: fc.array(fc.record({ thing: anyThing, reason: anyReason }), { maxLength: 30 }),
  metrics: fc.array(fc.record({ metric: fc.constantFrom("reach", "views") }), { maxLength: 2 }),
});

describe("the book", () => {
  test("lets every expected thing end exactly once, whatever the answers are", () => {
    fc.assert(
      fc.property(fc.array(anyChunk, { maxLength: 8 }), (chunks) => {
        const chapter = new Book(() => 0).open("media_insights", account);
        for (const { expected, delivered, lacks, metrics } of chunks) {
          chapter.expect(expected);
          chapter.deliver(delivered);
          chapter.deliverMetrics(metrics);
          for (const lack of lacks) chapter.lack(lack);
        }
        chapter.close();
        const { counts } = chapter;
        expect(counts.delivered + counts.unavailable + counts.pending + counts.missing).toBe(counts.expected);
        expect(counts.expected).toBeGreaterThanOrEqual(
          chunks.reduce((sum, chunk) => sum + chunk.expected, 0),
        );
      }),
    );
  });

  test("calls missing what has no answer at all", () => {
    const chapter = new Book(() => 0).open("media", account);
    chapter.expect(3);
    chapter.deliver(1);
    chapter.close();
    expect(chapter.counts).toMatchObject({ delivered: 1, missing: 2 });
    expect(chapter.lacks).toMatchObject([{ reason: "unaccounted", count: 2 }]);
  });

  test("takes a few objects that vanish for deletions, and many for a failure", () => {
    for (const [expected, vanished] of [
      [4, 2],
      [100, 2],
      [400, 8],
    ] as const)
      expect(chapterWith(expected, vanished).counts).toMatchObject({ unavailable: vanished, missing: 0 });
    for (const [expected, vanished] of [
      [3, 2],
      [100, 3],
      [400, 9],
    ] as const)
      expect(chapterWith(expected, vanished).counts).toMatchObject({ unavailable: 0, missing: vanished });
    const many = chapterWith(100, 30);
    expect(many.counts).toMatchObject({ unavailable: 0, missing: 30 });
    const all = chapterWith(2, 2);
    expect(all.counts).toMatchObject({ unavailable: 0, missing: 2 });
  });

  test("keeps details of a few things per reason and the count of all", () => {
    const chapter = chapterWith(1000, 1000);
    expect(chapter.lacks).toMatchObject([{ reason: "not-visible", count: 1000 }]);
    expect(chapter.lacks[0]?.details).toHaveLength(50);
  });

  test("keeps no more details of a thousand accounts than of a hundred", () => {
    const book = new Book(() => 5);
    for (let id = 0; id < 1000; id += 1) {
      const chapter = book.open("media", { id: String(id), name: `brand${id}` });
      chapter.expect(1);
      chapter.lack({ thing: { kind: "list" }, reason: "failed", refusal: { message: `Failed ${id}` } });
      book.close(chapter);
    }
    const [media] = book.totals();
    expect(media).toMatchObject({
      counts: { expected: 1000, missing: 1000 },
      lacks: [{ reason: "failed", count: 1000 }],
    });
    expect(media?.lacks[0]?.details).toHaveLength(50);
    expect(media?.lacks[0]?.details[0]).toMatchObject({
      account: { id: "0", name: "brand0" },
      atMs: 5,
      refusal: { message: "Failed 0" },
    });
    expect(book.chapters.flatMap(({ lacks }) => lacks.flatMap(({ details }) => details))).toEqual([]);
  });

  test("counts a metric that lacks as a thing of its own, beside the record", () => {
    const chapter = new Book(() => 0).open("media_insights", account);
    chapter.expect(2);
    chapter.deliver(2);
    chapter.lack({ thing: { kind: "metric", metric: "views", id: "1" }, reason: "failed" });
    chapter.close();
    expect(chapter.counts).toEqual({ expected: 3, delivered: 2, unavailable: 0, pending: 0, missing: 1 });
  });

  test("tells once, and by name, of a metric that a kind does not have", () => {
    const chapter = new Book(() => 0).open("media_insights", account);
    chapter.expect(9);
    chapter.deliver(9);
    for (let id = 0; id < 9; id += 1) {
      const thing = { kind: "metric", metric: "follows", variant: "reel", id: String(id) } as const;
      chapter.lack({ thing, reason: "refused-name" });
    }
    chapter.close();
    expect(chapter.counts).toMatchObject({ expected: 10, unavailable: 1 });
    expect(chapter.lacks).toMatchObject([
      { reason: "refused-name", count: 1, details: [{ thing: { metric: "follows", variant: "reel" } }] },
    ]);
  });

  test("waits for a metric that others of its kind have, and not for one that none has", () => {
    const chapter = new Book(() => 0).open("media_insights", account);
    for (const [metric, id] of [
      ["views", "1"],
      ["views", "2"],
      ["saved", "1"],
      ["saved", "2"],
      ["saved", "3"],
    ])
      chapter.lack({ thing: { kind: "metric", metric, id, variant: "reel" }, reason: "empty-figure" });
    chapter.deliverMetrics([
      { metric: "views", variant: "reel" },
      { metric: "saved", variant: "post" },
    ]);
    chapter.close();
    expect(chapter.lacks).toMatchObject([
      { reason: "empty-figure", count: 2, details: [{ thing: { metric: "views", id: "1" } }] },
      { reason: "often-empty", count: 1, details: [{ thing: { metric: "saved", variant: "reel" } }] },
    ]);
  });
});

function chapterWith(expected: number, vanished: number) {
  const chapter = new Book(() => 0).open("media_insights", account);
  chapter.expect(expected);
  chapter.deliver(expected - vanished);
  for (let id = 0; id < vanished; id += 1)
    chapter.lack({ thing: { kind: "post", id: String(id) }, reason: "not-visible" });
  chapter.close();
  return chapter;
}
