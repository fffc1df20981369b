import { once } from "node:events";
import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";

const world = {
  accounts: [
    { posts: 700, stories: 0 },
    { posts: 300, stories: 0 },
  ],
};
const catalog = catalogOf({ media: ["timestamp"], user_insights: ["reach"] });

test("a run that reaches max_run_minutes ends with 5 and names what is left, and the next one goes on there", async () => {
  const simulator = await simulated({ world });
  const settings = { max_run_minutes: 30, concurrency: 1 };
  const deadline = new AbortController();
  const asked: number[] = [];
  let lines = 0;
  const first = await run(simulator, {
    settings,
    catalog,
    reachesBack: "two years",
    timeout: (ms) => {
      asked.push(ms);
      return deadline.signal;
    },
    onStdout: (chunk) => {
      lines += chunk.split("\n").length;
      if (lines > 300) deadline.abort();
    },
  });
  expect(asked).toEqual([30 * 60_000]);
  expect(first.exitCode).toBe(5);
  expect(first.log).toContain("The run reached max_run_minutes (30). The next run goes on from here");
  expect(first.log).toMatch(/media: .*missing \(\d left because the run reached max_run_minutes\)/);
  const state = first.finalState();
  const next = await run(simulator, { settings, catalog, state, reachesBack: "two years" });
  expect(next.exitCode).toBe(0);
  const ids = [first, next].map(({ records }) => records("media").map(({ id }) => id));
  expect(ids[0]?.length).toBeLessThan(1000);
  expect(new Set(ids.flat()).size).toBe(1000);
  // Of what the first run wrote, hardly anything is read again.
  expect(ids.flat().length).toBeLessThan(1150);
});

test.each([43_200, 99_999_999])("a run that may take %i minutes is not cut at once", async (minutes) => {
  const simulator = await simulated({ world: { accounts: [{ posts: 3, stories: 0 }] } });
  const { exitCode, records } = await run(simulator, { settings: { max_run_minutes: minutes }, catalog });
  expect(exitCode).toBe(0);
  expect(records("media")).toHaveLength(3);
});

test("partial_failures makes no success of a run that was cut", async () => {
  const simulator = await simulated({ world });
  const settings = { max_run_minutes: 1, partial_failures: "warn" };
  const { exitCode } = await run(simulator, { settings, catalog, timeout: () => AbortSignal.abort() });
  expect(exitCode).toBe(5);
});

test("an API that stops answering is given up for the whole run, with a state: an outage is exit code 4", async () => {
  const accounts = Array.from({ length: 12 }, () => ({ posts: 30, stories: 1 }));
  const simulator = await simulated({ world: { accounts } });
  for (const template of ["/{ig-user}/media", "/{ig-user}/stories", "/"])
    simulator.faults.add({ match: { template }, answer: "hang" });
  const { exitCode, log, finalState } = await run(simulator, {
    settings: { request_timeout_seconds: 1, start_date: "2026-09-01" },
  });
  expect(exitCode).toBe(4);
  expect(log).toContain("requests in a row without an answer, so it is given up for now");
  expect(log).toMatch(/left because the API does not answer/);
  expect(finalState()).toMatchObject({ bookmarks: { media: {} } });
  // Three rounds of eight at a time, whatever is left of twelve accounts and five walks.
  expect(simulator.requests().entries.filter(({ isFault }) => isFault).length).toBeLessThanOrEqual(32);
});

test("an API that does not answer at all is given up soon, with its own words and exit code 5", async () => {
  const simulator = await simulated({ world });
  simulator.faults.add({ match: {}, answer: "hang" });
  const { exitCode, log, finalState } = await run(simulator, {
    settings: { request_timeout_seconds: 1, max_retries: 2 },
    state: { bookmarks: {} },
  });
  expect(exitCode).toBe(5);
  expect(log).toContain("The API does not answer at all: no request was answered in time. Run again later");
  expect(finalState()).toMatchObject({ bookmarks: {} });
  expect(simulator.requests().entries.length).toBeLessThanOrEqual(12);
});

test("answers that begin and do not end are an outage, not silence", async () => {
  const simulator = await simulated({ world });
  const dripping = createServer((_request, response) => {
    response.writeHead(200).write("{");
    const drops = setInterval(() => response.write(" "), 100);
    response.on("close", () => clearInterval(drops));
  });
  onTestFinished(() => void dripping.close());
  dripping.listen(0, "127.0.0.1");
  await once(dripping, "listening");
  const address = dripping.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const { exitCode, log } = await run(simulator, {
    settings: { api_url: `http://127.0.0.1:${port}`, request_timeout_seconds: 1, max_retries: 1 },
    state: { bookmarks: {} },
  });
  expect(exitCode).toBe(4);
  expect(log).toContain("The answer began, and did not end within 1 second (HTTP 200)");
});
