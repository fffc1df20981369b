import { expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";

const catalog = catalogOf({ media: ["caption", "alt_text", "timestamp"], media_insights: ["reach"] });
const words = { code: 100, message: "(#100) Invalid parameter" };

test("posts come without a field that the API refuses in general words, told once for all accounts", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: 4 }, { posts: 4 }, { posts: 4 }] } });
  simulator.faults.add({ match: { pathIncludes: "/media", asksField: "alt_text" }, answer: words });
  const { exitCode, records, log } = await run(simulator, { catalog });
  expect(exitCode).toBe(0);
  expect(records("media")).toHaveLength(12);
  for (const row of records("media"))
    expect(row).toMatchObject({ alt_text: null, timestamp: expect.any(String) });
  expect(records("media_insights")).toHaveLength(12);
  expect(log.match(/refuses these fields of media/g)).toHaveLength(1);
});

test.each([0, 57, 119])(
  "a post that no page may hold costs itself, and is told of: number %i",
  async (odd) => {
    const simulator = await simulated({ world: { accounts: [{ posts: { count: 120, hoursBetween: 7 } }] } });
    const ids = simulator.world.accounts[0]?.ids.media ?? [];
    const answerHolds = String(ids[odd]);
    simulator.faults.add({ match: { template: "/{ig-user}/media", answerHolds }, answer: words });
    const { exitCode, records, log } = await run(simulator, { catalog: catalogOf({ media: ["timestamp"] }) });
    expect(records("media").map(({ id }) => id)).toEqual(ids.filter((id) => id !== answerHolds));
    expect(exitCode).toBe(0);
    expect(log).toContain("120 expected, 119 delivered, 1 unavailable (1 refused by the API");
  },
);
