import { describe, expect, test } from "vitest";
import { mapAhead } from "./map-ahead.ts";

async function* numbers(count: number, onPull: (item: number) => void = () => {}) {
  for (let item = 0; item < count; item += 1) {
    onPull(item);
    yield item;
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("mapping ahead", () => {
  test("keeps the order although later items finish first", async () => {
    const results: number[] = [];
    const work = async (item: number) => {
      for (let turns = 10 - item; turns > 0; turns -= 1) await turn();
      return item * 2;
    };
    for await (const result of mapAhead(numbers(10), 4, work)) results.push(result);
    expect(results).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
  });

  test("pulls no further ahead than told", async () => {
    let pulled = 0;
    let taken = 0;
    for await (const _ of mapAhead(
      numbers(20, () => (pulled += 1)),
      3,
      async (item) => item,
    )) {
      taken += 1;
      for (let turns = 0; turns < 5; turns += 1) await turn();
      expect(pulled).toBeLessThanOrEqual(taken + 3);
    }
    expect(taken).toBe(20);
  });

  test("gives what came before a failure, then the failure", async () => {
    const results: number[] = [];
    const failing = async (item: number) => {
      if (item === 3) throw new Error("three");
      return item;
    };
    const consume = async () => {
      for await (const result of mapAhead(numbers(10), 4, failing)) results.push(result);
    };
    await expect(consume()).rejects.toThrow("three");
    expect(results).toEqual([0, 1, 2]);
  });

  test("lets go of the source when the consumer leaves", async () => {
    let isClosed = false;
    async function* source() {
      try {
        yield* numbers(100);
      } finally {
        isClosed = true;
      }
    }
    for await (const result of mapAhead(source(), 2, async (item) => item)) if (result === 5) break;
    expect(isClosed).toBe(true);
  });

  test("stops what is under way when the consumer leaves, and waits for it", async () => {
    const stop = new AbortController();
    let underWay = 0;
    const work = async (item: number) => {
      underWay += 1;
      const { signal } = stop;
      let turns = item === 0 ? 0 : 20;
      while (turns > 0) {
        turns = signal.aborted ? 0 : turns - 1;
        await turn();
      }
      underWay -= 1;
      return item;
    };
    for await (const result of mapAhead(numbers(100), 4, work, stop)) if (result === 0) break;
    expect(stop.signal.aborted).toBe(true);
    expect(underWay).toBe(0);
  });
});
