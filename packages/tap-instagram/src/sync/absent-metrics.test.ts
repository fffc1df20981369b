import { expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";

const catalog = catalogOf({ media_insights: ["reach", "saved"] });
const told = "The API has no figure of these metrics for any post or story that is old enough";

const figure = (name: string, values: readonly unknown[]) => ({ name, period: "lifetime", values });
const withSaved = { data: [figure("reach", [{ value: 5 }]), figure("saved", [{ value: 3 }])] };
const withoutSaved = { data: [figure("reach", [{ value: 5 }]), figure("saved", [])] };

/** Two accounts, whose posts all lack `saved`, unless one of them has it. */
async function synced(posts: number, hasOne: boolean) {
  const simulator = await simulated({ world: { accounts: [0, 1].map(() => ({ posts, stories: 0 })) } });
  const answer = (body: unknown) => ({ status: 200, body });
  const template = "/{media}/insights";
  // Figures that come along with a page would be those of the world.
  const pages = { template: "/{ig-user}/media" };
  simulator.faults.add({ match: pages, answer: { lie: "no-entries", within: "insights" } });
  const itemId = simulator.world.accounts[1]?.ids.media.at(-1);
  if (hasOne) simulator.faults.add({ match: { template, itemId }, answer: answer(withSaved) });
  simulator.faults.add({ match: { template }, answer: answer(withoutSaved) });
  return run(simulator, { catalog });
}

test("a metric that no post of any account has is named in one warning, and the run is complete", async () => {
  const { exitCode, log, records } = await synced(12, false);
  expect(records("media_insights").every((row) => row["reach"] === 5 && row["saved"] === null)).toBe(true);
  expect(exitCode).toBe(0);
  const lines = log.split("\n").filter((line) => line.includes(told));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^WARNING media_insights: .*saved \(\w[\w-]*\) of \d+/);
  expect(lines[0]).not.toContain("reach");
});

test("a metric that one post has is not named: the others may still get theirs", async () => {
  const { log } = await synced(12, true);
  const line = log.split("\n").find((one) => one.includes(told)) ?? "";
  // Other kinds of posts than that one may lack it altogether.
  const kinds = [...line.matchAll(/saved \(([\w-]+)\)/g)].map(([, kind]) => kind);
  const { log: without } = await synced(12, false);
  const all = [...without.matchAll(/saved \(([\w-]+)\) of/g)].map(([, kind]) => kind);
  expect(new Set(kinds).size).toBeLessThan(new Set(all).size);
});

test("a few posts, or young ones, are too little to say so", async () => {
  expect((await synced(2, false)).log).not.toContain(told);
});
