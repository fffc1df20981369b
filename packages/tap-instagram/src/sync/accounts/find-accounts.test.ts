import { expect, test } from "vitest";
import { RoundTrips } from "../../../test/round-trips.ts";
import { catalogOf, run, simulated } from "../../../test/run.ts";

const settings = { start_date: "2026-09-01" };
const catalog = catalogOf({ users: ["username"], user_insights: ["reach"] });
const world = {
  accounts: [
    { username: "one", posts: 2 },
    { username: "two", posts: 2 },
  ],
};

test("accounts are found in one round trip", async () => {
  const simulator = await simulated({ world });
  const roundTrips = new RoundTrips();
  const users = catalogOf({ users: ["username"] });
  const { records } = await run(simulator, { settings, catalog: users, fetch: roundTrips.fetch });
  expect(records("users")).toHaveLength(2);
  expect(roundTrips.requests).toEqual([2]);
});

test("portfolios that cannot be read now make the run incomplete, and the accounts at hand are read", async () => {
  const simulator = await simulated({ world });
  simulator.faults.add({ match: { template: "/me/businesses" }, answer: { code: 2 } });
  const { exitCode, log, records } = await run(simulator, { settings, catalog });
  expect(exitCode).toBe(4);
  expect(records("users")).toHaveLength(2);
  expect(log).toContain("The list of accounts may be incomplete. Cannot GET /me/businesses");
});

test("an entry of exclude_accounts that fits nothing is told, and leaves nothing out", async () => {
  const simulator = await simulated({ world });
  const result = await run(simulator, { settings: { ...settings, exclude_accounts: ["oen"] }, catalog });
  expect(result.exitCode).toBe(0);
  expect(result.log).toContain('exclude_accounts: "oen" fits no account that the token sees');
  expect(result.records("users")).toHaveLength(2);
});

test("an account that exclude_accounts names by its Page or username is not missed, although the state knows it", async () => {
  const simulator = await simulated({ world });
  const first = await run(simulator, { settings, catalog });
  for (const name of [simulator.world.accounts[0]?.pageId, "one"]) {
    const second = await run(simulator, {
      settings: { ...settings, exclude_accounts: [String(name)] },
      catalog,
      state: first.finalState(),
    });
    expect(second.exitCode).toBe(0);
    expect(second.records("users").map(({ username }) => username)).toEqual(["two"]);
  }
});

test("Pages that show no account are named", async () => {
  const simulator = await simulated({ world: { ...world, pagesWithoutAccount: 2 } });
  const { log, exitCode } = await run(simulator, { settings, catalog });
  expect(exitCode).toBe(0);
  expect(log).toMatch(/2 Facebook Pages show no Instagram account: Page without Instagram/);
});
