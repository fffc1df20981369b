import { expect, test } from "vitest";
import { catalogOf, now, run, simulated } from "../../../test/run.ts";

const hourMs = 3_600_000;

test.each([
  ["in its last hour", 24, 0, /1 expected, 0 delivered, 1 unavailable \(1 deleted or hidden meanwhile\)/],
  ["hours before that", 0, 4, /1 expected, 0 delivered, 1 missing \(1 not visible to this token\)/],
])("the only story, which is gone before its figures are read, %s", async (_, hours, exit, told) => {
  const simulator = await simulated({ world: { accounts: [{ posts: 0, stories: 1 }] } });
  const catalog = catalogOf({ stories: ["timestamp"], story_insights: ["reach"] });
  const [gone] = (await run(simulator, { catalog })).records("stories");
  simulator.faults.add({
    match: { template: "/{story}/insights", pathIncludes: String(gone?.id) },
    answer: { code: 100, subcode: 33 },
  });
  const { exitCode, log } = await run(simulator, {
    catalog,
    now: () => now + hours * hourMs,
  });
  expect(log).toMatch(told);
  expect(exitCode).toBe(exit);
});
