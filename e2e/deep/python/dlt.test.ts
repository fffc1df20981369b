import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { repositoryPath } from "../../test/commands.ts";
import { run, simulatorProcess, temporaryFolder, type SimulatorProcess } from "../../test/processes.ts";
import { commandIn, hasPosixPython, sharedEnvironment } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";
import { callsMade, expectedRowsOf, smallWorld, streams, type Rows } from "../small-world.ts";
import { sharedWheels } from "./wheels.ts";

const source = repositoryPath("examples/dlt/instagram.py");

/** Answers a query of DuckDB with the rows as JSON. */
const ask =
  "import duckdb, json, sys; c = duckdb.connect('tap_instagram.duckdb', read_only=True); " +
  "print(json.dumps(c.execute(sys.argv[1]).fetchall(), default=str))";

describe.skipIf(!hasPosixPython)(
  "the source of examples/dlt (needs python3 with venv on Linux or macOS)",
  () => {
    const folder = sharedFolder();
    let python: string;

    beforeAll(async () => {
      const requirements = ["dlt[duckdb]==1.31.0", "duckdb==2.0.1", (await sharedWheels()).tap];
      python = commandIn(await sharedEnvironment(inject("shared"), "dlt", requirements), "python");
    }, 240_000);

    const load = (simulator: SimulatorProcess, cwd: string, names: readonly string[] = []) =>
      run(python, [source, ...names], {
        cwd,
        env: {
          TAP_INSTAGRAM_API_URL: simulator.tapEnv["TAP_INSTAGRAM_API_URL"],
          SOURCES__INSTAGRAM__ACCESS_TOKEN: simulator.tapEnv["TAP_INSTAGRAM_ACCESS_TOKEN"],
          TAP_INSTAGRAM_MAX_WAIT_MINUTES: "0",
          DLT_DATA_DIR: join(cwd, "dlt"),
          RUNTIME__DLTHUB_TELEMETRY: "false",
        },
      });

    const query = async (cwd: string, sql: string): Promise<unknown[][]> => {
      const { code, stdout, stderr } = await run(python, ["-c", ask, sql], { cwd });
      if (code !== 0) throw new Error(stderr);
      return JSON.parse(stdout);
    };

    const countRows = async (cwd: string): Promise<Rows> => {
      const counts = streams.map((stream) => `select '${stream}', count(*) from instagram.${stream}`);
      return Object.fromEntries(await query(cwd, counts.join(" union all ")));
    };

    test("has at most 80 lines", () => {
      expect(readFileSync(source, "utf8").trimEnd().split("\n").length).toBeLessThanOrEqual(80);
    });

    test("lands every row once, and continues from the state that is in the warehouse", async () => {
      const simulator = await simulatorProcess(["--world", smallWorld(folder)]);
      const cwd = temporaryFolder();
      const truths = await expectedRowsOf(simulator, async () => {
        expect(await load(simulator, cwd)).toMatchObject({ code: 0 });
      });
      expect(truths).toContainEqual(await countRows(cwd));
      const { "/{ig-user}/insights": first = 0 } = await callsMade(simulator);
      expect(first).toBeGreaterThan(2 * 730);

      // As on another machine: all that dlt keeps beside the warehouse is gone.
      rmSync(join(cwd, "dlt"), { recursive: true });
      truths.push(
        ...(await expectedRowsOf(simulator, async () => {
          expect(await load(simulator, cwd)).toMatchObject({ code: 0 });
        })),
      );
      expect(truths).toContainEqual(await countRows(cwd));
      const { "/{ig-user}/insights": second = 0 } = await callsMade(simulator);
      expect(second).toBeLessThan(first / 20);

      const types = await query(
        cwd,
        `select table_name || '.' || column_name, data_type from information_schema.columns
         where table_schema = 'instagram'`,
      );
      expect(Object.fromEntries(types)).toMatchObject({
        "users.followers_count": "BIGINT",
        "media.timestamp": "TIMESTAMP WITH TIME ZONE",
        "media.children": "JSON",
        "media.is_comment_enabled": "BOOLEAN",
        "user_insights.reach": "BIGINT",
      });
    });

    test("keeps what was read when the quota is gone, hands on the exit code, and completes the rest", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const cwd = temporaryFolder();
      const gone = { match: { template: "/{ig-user}/media" }, answer: { code: 4 } };
      await simulator.admin("faults", { method: "POST", body: JSON.stringify(gone) });
      expect(await load(simulator, cwd, ["users", "media"])).toMatchObject({ code: 5 });
      const counts = "select (select count(*) from instagram.users), (select count(*) from instagram.media)";
      expect(await query(cwd, counts)).toEqual([[1, 0]]);
      await simulator.admin("faults", { method: "DELETE" });
      expect(await load(simulator, cwd, ["users", "media"])).toMatchObject({ code: 0 });
      expect(await query(cwd, counts)).toEqual([[1, 7]]);
      const tables =
        "select table_name from information_schema.tables where table_schema = 'instagram' and table_name not like '_dlt%' order by 1";
      expect(await query(cwd, tables)).toEqual([["media"], ["users"]]);
    });

    test("loads nothing without a valid token, and says why", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const cwd = temporaryFolder();
      const expired = { ...simulator.tapEnv, TAP_INSTAGRAM_ACCESS_TOKEN: simulator.tokens["expired"] ?? "" };
      const { code, stderr } = await load({ ...simulator, tapEnv: expired }, cwd);
      expect(code).toBe(1);
      expect(stderr).toContain("tap-instagram ended with exit code 3; its log says why");
      expect(stderr).not.toContain(simulator.tokens["expired"]);
    });
  },
);
