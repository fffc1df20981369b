import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AccountSpec } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { catalogOf, run, simulated, type RunOptions } from "../../../test/run.ts";
import { folderOfTest } from "../../../test/documents.ts";
import { tableIn } from "../../../test/end-table.ts";
import type { RunFacts } from "../facts/run-facts.ts";
import { endTable } from "./end-table.ts";

const shop: AccountSpec = { username: "one.shop", posts: { count: 30, reels: 0 }, stories: 0 };
const catalog = catalogOf({ media: ["timestamp"], media_insights: ["reach", "follows"] });

async function runWithFault(options: RunOptions = {}) {
  const simulator = await simulated({ world: { accounts: [shop] } });
  const [first = ""] = simulator.world.accounts[0]?.ids.media ?? [];
  simulator.faults.add({ match: { itemId: first, pathIncludes: "insights" }, answer: { code: 2 } });
  return run(simulator, { catalog, settings: { max_retries: 0 }, ...options });
}

describe("the end of a run", () => {
  test("is a table per stream on stderr, then what to do", async () => {
    const { log, exitCode } = await runWithFault();
    expect(exitCode).toBe(4);
    const table = tableIn(log);
    expect([...table.keys()]).toEqual(["media", "media_insights", "(accounts)", "total"]);
    expect(table.get("media")?.slice(0, 5)).toEqual([30, 30, 0, 0, 0]);
    expect(table.get("media_insights")?.[4]).toBe(1);
    const [expected = 0, ...ended] = table.get("total") ?? [];
    expect(ended.slice(0, 4).reduce((sum, one) => sum + one, 0)).toBe(expected);
    const afterwards = log.slice(log.indexOf("\ntotal "));
    expect(afterwards).toContain(
      "\nWARNING Run again later: the next run asks again for what is missing of media",
    );
  });

  test("is the message alone, without a table of zeros, where a run fails before anything was expected", async () => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const { log, exitCode } = await run(simulator, {
      catalog,
      settings: { access_token: simulator.tokens["expired"] },
    });
    expect(exitCode).toBe(3);
    expect(log).toContain("The access token has expired");
    expect(log).not.toContain("delivered");
  });

  test("is one line of a JSON log, and nothing but JSON is in it", async () => {
    const config = join(folderOfTest(), "logging.json");
    writeFileSync(
      config,
      JSON.stringify({ formatters: { json: { "()": "singer_sdk.StructuredFormatter" } } }),
    );
    const { log } = await runWithFault({ hostEnv: { SINGER_SDK_LOG_CONFIG: config } });
    const lines = log
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const [told, ...others] = lines.filter(({ extra }) => extra?.columns !== undefined);
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      level: "info",
      message: expect.stringContaining("1 missing"),
      extra: {
        columns: ["stream", "expected", "delivered", "unavailable", "pending", "missing", "calls", "seconds"],
        rows_left_out: 0,
      },
    });
    expect(told.extra.rows[0].slice(0, 6)).toEqual(["media", 30, 30, 0, 0, 0]);
  });

  test("says only what to do where the log leaves out INFO", async () => {
    const { log } = await runWithFault({ hostEnv: { LOGLEVEL: "WARNING" } });
    expect(tableIn(log).size).toBe(0);
    expect(log).toContain("WARNING Run again later");
  });

  test("says nothing where nothing was asked for", async () => {
    const simulator = await simulated({ world: { accounts: [shop] } });
    const { log } = await run(simulator, { catalog, settings: { start_date: "soon" } });
    expect(log).not.toContain("expected ");
  });
});

describe("the table", () => {
  const counts = { expected: 1_234_567, delivered: 1_230_000, unavailable: 4000, pending: 7, missing: 560 };
  const streams = ["media", "user_insights_breakdowns", "a_report_of_our_own_with_a_long_name"].map(
    (stream) => ({
      stream,
      counts,
      lacks: [],
      records: 1,
      calls: 98_765,
      requestMs: 1_234_567,
    }),
  );
  const facts: Pick<RunFacts, "accounts" | "streams" | "traffic"> = {
    accounts: { counts, lacks: [] },
    streams,
    traffic: {
      calls: 300_000,
      callsElsewhere: 2,
      requestMsElsewhere: 500,
      requests: [],
      retries: 0,
      waits: 0,
      waitMs: 0,
      budgets: [],
      budgetsSeen: 0,
    },
  };

  test("is 80 characters wide at most, whatever the streams are called and however many things there are", () => {
    expect(`\n${endTable(facts).join("\n")}\n`).toMatchInlineSnapshot(`
      "
      stream     expected delivered unavailable pending missing  calls seconds
      media       1234567   1230000        4000       7     560  98765  1234.6
      user_insights_breakdowns
                  1234567   1230000        4000       7     560  98765  1234.6
      a_report_of_our_own_with_a_long_name
                  1234567   1230000        4000       7     560  98765  1234.6
      (accounts)  1234567   1230000        4000       7     560      2     0.5
      total       4938268   4920000       16000      28    2240 296297  3704.2
      "
    `);
    for (const line of endTable(facts)) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("gives long names room on a wide terminal", () => {
    expect(`\n${endTable(facts, 200).join("\n")}\n`).toMatchInlineSnapshot(`
      "
      stream                               expected delivered unavailable pending missing  calls seconds
      media                                 1234567   1230000        4000       7     560  98765  1234.6
      user_insights_breakdowns              1234567   1230000        4000       7     560  98765  1234.6
      a_report_of_our_own_with_a_long_name  1234567   1230000        4000       7     560  98765  1234.6
      (accounts)                            1234567   1230000        4000       7     560      2     0.5
      total                                 4938268   4920000       16000      28    2240 296297  3704.2
      "
    `);
  });
});
