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
  const held: { [template: string]: number }[] = [];
  const result = await run(simulator, {
    catalog: catalogOf({ media: ["caption"], media_insights: ["reach"] }),
    fetch,
    onStdout: async (chunk) => {
      if (held.length > 0 || !chunk.includes('"RECORD"')) return;
      await quiet();
      held.push(simulator.requests().byEndpoint);
    },
  });
  const [{ "/{ig-user}/media": pages = 0, "/{ig-media}/insights": insights = 0 } = {}] = held;
  // Windows hold 1,500 posts before it is their turn, and a page that each of the four has under way; the one whose turn it is
  // holds four, four are worked on, one is written. The others were written before the reader stopped.
  expect(pages).toBeLessThanOrEqual(15 + 4 + 4 + 4 + 1 + 8);
  // Four pages are worked on.
  expect(insights).toBeLessThanOrEqual(600);
  expect(result.exitCode).toBe(0);
  for (const stream of ["media", "media_insights"])
    expect(new Set(result.records(stream).map(({ id }) => id)).size).toBe(posts);
});
