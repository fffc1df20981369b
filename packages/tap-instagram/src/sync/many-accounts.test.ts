import { expect, test } from "vitest";
import { catalogOf, run, simulated, type RunResult } from "../../test/run.ts";

const catalog = catalogOf({ users: ["username"], media: ["timestamp"], stories: ["timestamp"] });

async function withAccounts(accounts: number): Promise<RunResult> {
  const world = { accounts: Array.from({ length: accounts }, () => ({ posts: 2, stories: 1 })) };
  return run(await simulated({ world }), { catalog });
}

function linesOf({ log }: RunResult, pattern: RegExp): number {
  return log.split("\n").filter((line) => pattern.test(line)).length;
}

test("the log has one line for each account, and no more metrics with many accounts than with few", async () => {
  const [few, many] = [await withAccounts(3), await withAccounts(30)];
  expect(linesOf(few, /^INFO .*account\.\d+/)).toBe(3);
  expect(linesOf(many, /^INFO .*account\.\d+/)).toBe(30);
  expect(many.log).toMatch(/INFO account\.\d+ \(\d+\): complete, 4 records\. 30 of 30 accounts done/);
  expect(linesOf(many, /METRIC/)).toBe(linesOf(few, /METRIC/));
});

test("an account that is incomplete says so beside its errors", async () => {
  const world = { accounts: Array.from({ length: 25 }, () => ({ posts: 2, stories: 1 })) };
  const simulator = await simulated({ world });
  const [first] = simulator.world.accounts;
  simulator.faults.add({
    match: { template: "/{ig-user}/media", pathIncludes: first?.id },
    answer: { code: 10, message: "(#10) Application does not have permission for this action" },
  });
  const { log } = await run(simulator, { catalog });
  expect(log).toContain(`${first?.username} (${first?.id}): incomplete (see the errors), 2 records`);
});
