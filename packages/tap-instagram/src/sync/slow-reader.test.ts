import { expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";

/** So many turns of the event loop without a request: the tap waits for its reader alone. */
const quietTurns = 200;

test("holds a bounded number of records for a reader that does not read, and all of them come once it reads", async () => {
  const posts = 6000;
  const simulator = await simulated({ world: { accounts: [{ posts, stories: 0 }] } });
  let requests = 0;
  let underWay = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    requests += 1;
    underWay += 1;
    try {
      return await globalThis.fetch(input, init);
    } finally {
      underWay -= 1;
    }
  };
  /** Resolves when nothing more is asked. */
  const quiet = async (): Promise<void> => {
    for (let turns = 0, before = requests; turns < quietTurns; turns += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (underWay > 0 || requests > before) turns = 0;
      before = requests;
    }
  };
  const pagesHeld: number[] = [];
  const result = await run(simulator, {
    catalog: catalogOf({ media: ["caption"] }),
    fetch,
    onStdout: async (chunk) => {
      if (pagesHeld.length > 0 || !chunk.includes('"RECORD"')) return;
      await quiet();
      pagesHeld.push(simulator.requests().byEndpoint["/{ig-user}/media"] ?? 0);
    },
  });
  // Windows hold 2,500 posts before it is their turn, and a page that each of the six has under way; the one whose turn it is
  // holds four, five are worked on, one is written. The others were written before the reader stopped.
  expect(pagesHeld[0]).toBeLessThanOrEqual(25 + 6 + 4 + 5 + 1 + 2);
  expect(result.exitCode).toBe(0);
  expect(new Set(result.records("media").map(({ id }) => id)).size).toBe(posts);
});
