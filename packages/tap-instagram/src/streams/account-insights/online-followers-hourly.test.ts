import { expect, test } from "vitest";
import { catalogOf, discoveryCalls, run, simulated } from "../../../test/run.ts";

const stream = "online_followers_hourly";
const catalog = catalogOf({ [stream]: "all" });

test("followers online come hour by hour, 30 days back, for one call", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: 0, followers: 5000 }] } });
  const { exitCode, records, log, finalState } = await run(simulator, { catalog });
  expect(exitCode).toBe(0);
  const rows = records(stream);
  expect(new Set(rows.map(({ date, hour }) => `${date} ${hour}`)).size).toBe(rows.length);
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
  expect([...new Set(rows.map(({ hour }) => hour))].toSorted()).toEqual(hours);
  expect(simulator.requests().quotaCalls).toBe(discoveryCalls + 1);
  expect(log).toContain("the API keeps online_followers for 30 days only");

  const wide = await run(simulator, { catalog: catalogOf({ user_insights: ["online_followers"] }) });
  const counts = wide
    .records("user_insights")
    .flatMap(({ date, online_followers: online }) =>
      Object.entries(online ?? {}).map(([hour, count]) => `${date} ${hour.padStart(2, "0")} ${count}`),
    );
  expect(rows.map(({ date, hour, online_followers: count }) => `${date} ${hour} ${count}`)).toEqual(counts);

  const second = await run(simulator, { catalog, state: finalState() });
  expect(new Set(second.records(stream).map(({ date }) => date)).size).toBeLessThanOrEqual(3);
});
