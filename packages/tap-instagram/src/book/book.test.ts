import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Book } from "./book.ts";
import { reasons, type Reason } from "./reasons.ts";

const anyReason = fc.constantFrom(...(Object.keys(reasons) as Reason[]));

/** What a chunk brings: things that were expected, records, and lacks with their reasons. */
const anyChunk = fc.record({
  expected: fc.nat(60),
  delivered: fc.nat(60),
  lacks: fc.array(anyReason, { maxLength: 30 }),
});

describe("the book", () => {
  test("lets every expected thing end exactly once, whatever the answers are", () => {
    fc.assert(
      fc.property(fc.array(anyChunk, { maxLength: 8 }), (chunks) => {
        const chapter = new Book().open("media_insights", "1");
        for (const { expected, delivered, lacks } of chunks) {
          chapter.expect(expected);
          chapter.deliver(delivered);
          for (const reason of lacks) chapter.lack({ thing: { kind: "post" }, reason });
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
    const chapter = new Book().open("media", "1");
    chapter.expect(3);
    chapter.deliver(1);
    chapter.close();
    expect(chapter.counts).toMatchObject({ delivered: 1, missing: 2 });
    expect(chapter.lacks).toMatchObject([{ reason: "unaccounted", count: 2 }]);
  });

  test("takes a few objects that vanish for deletions, and many for a failure", () => {
    const few = chapterWith(100, 2);
    expect(few.counts).toMatchObject({ unavailable: 2, missing: 0 });
    const many = chapterWith(100, 30);
    expect(many.counts).toMatchObject({ unavailable: 0, missing: 30 });
    const all = chapterWith(2, 2);
    expect(all.counts).toMatchObject({ unavailable: 0, missing: 2 });
  });

  test("keeps details of a few things per reason and the count of all", () => {
    const chapter = chapterWith(1000, 1000);
    expect(chapter.lacks).toMatchObject([{ reason: "not-visible", count: 1000 }]);
    expect(chapter.lacks[0]?.details).toHaveLength(20);
  });
});

function chapterWith(expected: number, vanished: number) {
  const chapter = new Book().open("media_insights", "1");
  chapter.expect(expected);
  chapter.deliver(expected - vanished);
  for (let id = 0; id < vanished; id += 1)
    chapter.lack({ thing: { kind: "post", id: String(id) }, reason: "not-visible" });
  chapter.close();
  return chapter;
}
