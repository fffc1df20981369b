import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { repositoryPath } from "../../test/commands.ts";
import { codeBlocks, pageText } from "../../test/how-to/markdown.ts";
import { simulatorProcess, succeed } from "../../test/processes.ts";
import { MeltanoProject, meltanoRequirement, withLocalWheels } from "./meltano-project.ts";
import { findPostgres, startPostgres, type Postgres } from "../../machines/postgres/postgres.ts";
import { commandIn, sharedEnvironment, hasPosixPython } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";
import { merged } from "../truth/merged.ts";
import { pageTruthOf } from "../truth/page/page.ts";
import { readPage } from "../truth/page/read-page.ts";
import { readAll } from "../truth/reading.ts";
import { callsMade, expectedRowsOf, rowsOfFiles, smallWorld } from "../small-world.ts";
import { sharedWheels } from "./wheels.ts";

const csv = `
name: target-csv
namespace: target_csv
pip_url: meltanolabs-target-csv==0.5.0
executable: target-csv
settings: [{ name: output_path }]
`;

const keys = {
  users: ["id"],
  media: ["id"],
  media_insights: ["id"],
  stories: ["id"],
  story_insights: ["id"],
  user_insights: ["business_account_id", "date"],
};
const streams = Object.keys(keys);

const postgresBinaries = hasPosixPython ? await findPostgres() : undefined;

describe.skipIf(!hasPosixPython)(
  "the Meltano example (needs python3 with venv on Linux or macOS)",
  { timeout: 240_000 },
  () => {
    const folder = sharedFolder();
    let project: MeltanoProject;

    beforeAll(async () => {
      const [environment, wheels] = await Promise.all([
        sharedEnvironment(inject("shared"), "meltano", [meltanoRequirement]),
        sharedWheels(),
      ]);
      const path = join(folder, "example");
      cpSync(repositoryPath("examples/meltano"), path, { recursive: true });
      const shipped = readFileSync(join(path, "meltano.yml"), "utf8");
      const local = withLocalWheels(shipped, wheels);
      writeFileSync(join(path, "meltano.yml"), local);
      project = new MeltanoProject(path, commandIn(environment, "meltano"));
      await project.succeed(["install", "tap-instagram", "target-jsonl", "target-postgres", "target-duckdb"]);
    }, 240_000);

    test("lands everything in files, with one call of quota per post", async () => {
      const simulator = await simulatorProcess(["--world", smallWorld(folder)]);
      const truths = await expectedRowsOf(simulator, () =>
        project.succeed(["run", "tap-instagram", "target-jsonl"], simulator.tapEnv),
      );
      const rows = rowsOfFiles(join(project.folder, "output"));
      expect(truths).toContainEqual(rows);
      const calls = await callsMade(simulator);
      expect(calls["/{media}/insights"]).toBeLessThanOrEqual(rows["media"] ?? 0);
    });

    describe.skipIf(postgresBinaries === undefined)("into Postgres (needs its server commands)", () => {
      let postgres: Postgres;
      beforeAll(async () => {
        postgres = await startPostgres(postgresBinaries ?? "");
      });
      afterAll(() => postgres.stop());

      const countRows = async () => {
        const counts = streams.map(
          (stream) => `select '${stream}' as stream, count(*) as rows from instagram.${stream}`,
        );
        const found = await postgres.query<{ stream: string; rows: number }>(counts.join(" union all "));
        return Object.fromEntries(found.map(({ stream, rows }) => [stream, rows]));
      };

      test("lands every row under its key and with its type, and goes on from Meltano's state", async () => {
        const simulator = await simulatorProcess(["--world", smallWorld(folder)]);
        const env = { ...simulator.tapEnv, TARGET_POSTGRES_SQLALCHEMY_URL: postgres.url };
        const run = () => project.succeed(["run", "instagram-to-postgres"], env);
        const truths = await expectedRowsOf(simulator, run);
        const rows = await countRows();
        expect(truths).toContainEqual(rows);
        const { "/{ig-user}/insights": first = 0 } = await callsMade(simulator);

        const keyColumns = await postgres.query<{ table: string; column: string }>(
          `select table_name as table, column_name as column from information_schema.key_column_usage
         where table_schema = 'instagram' order by table_name, ordinal_position`,
        );
        const keyOf = (stream: string) =>
          keyColumns.filter(({ table }) => table === stream).map(({ column }) => column);
        expect(Object.fromEntries(streams.map((stream) => [stream, keyOf(stream)]))).toEqual(keys);

        const types = await postgres.query<{ column: string; type: string }>(
          `select table_name || '.' || column_name as column, udt_name as type from information_schema.columns
         where table_schema = 'instagram'`,
        );
        expect(Object.fromEntries(types.map(({ column, type }) => [column, type]))).toMatchObject({
          "users.id": "text",
          "users.followers_count": "int8",
          "media.timestamp": "timestamp",
          "media.caption": "text",
          "media.owner": "jsonb",
          "media.children": "_jsonb",
          "media.is_comment_enabled": "bool",
          "user_insights.date": "timestamp",
          "user_insights.reach": "int8",
        });
        const [shop] = await postgres.query<{ name: string; days: number }>(
          `select u.name, count(*) as days from instagram.users u
         join instagram.user_insights i on i.business_account_id = u.id
         where u.username = 'två.butiker' group by 1`,
        );
        expect(shop).toEqual({ name: "Två & “tre” 🥐", days: (rows["user_insights"] ?? 0) / 3 });

        truths.push(...(await expectedRowsOf(simulator, run)));
        expect(truths).toContainEqual(await countRows());
        const { "/{ig-user}/insights": second = 0 } = await callsMade(simulator);
        expect(first).toBeGreaterThan(2 * 730);
        expect(second).toBeLessThan(first / 20);
      });
    });

    test("lands every row in DuckDB", async () => {
      const simulator = await simulatorProcess(["--world", smallWorld(folder)]);
      const file = join(folder, "warehouse.duckdb");
      const env = {
        ...simulator.tapEnv,
        TARGET_DUCKDB_FILEPATH: file,
        TARGET_DUCKDB_DEFAULT_TARGET_SCHEMA: "instagram",
      };
      const truths = await expectedRowsOf(simulator, () =>
        project.succeed(["run", "tap-instagram", "target-duckdb"], env),
      );
      const script = `
import duckdb, json, sys
db = duckdb.connect(sys.argv[1], read_only=True)
rows = {s: db.sql(f"select count(*) from instagram.{s}").fetchone()[0] for s in sys.argv[2:]}
types = {f"{t}.{c}": k for t, c, k in db.sql(
    "select table_name, column_name, data_type from information_schema.columns").fetchall()}
print(json.dumps([rows, types]))`;
      const [rows, types] = JSON.parse(await pythonOf("target-duckdb", script, file, ...streams));
      expect(truths).toContainEqual(rows);
      expect(types).toMatchObject({
        "users.id": "VARCHAR",
        "media.timestamp": "TIMESTAMP",
        "media.children": "JSON",
        "user_insights.reach": "HUGEINT",
      });
    });

    test("answers the SQL of docs/warehouses.md, in DuckDB and from the files of target-jsonl", async () => {
      const simulator = await simulatorProcess(["--world", smallWorld(folder)]);
      const output = join(folder, "sql/output");
      const env = { ...simulator.tapEnv, TARGET_JSONL_DESTINATION_PATH: output };
      // Another test of this project has loaded with these two: their state would leave days out.
      await project.succeed(["run", "--full-refresh", "tap-instagram", "target-jsonl"], env);
      const script = `
import duckdb, json, os, sys
os.chdir(sys.argv[1])
db = duckdb.connect()
db.sql("create table media_insights as select *, 1 as _sdc_sequence from read_json('output/media_insights.jsonl')")
db.sql("insert into media_insights select * replace (2 as _sdc_sequence) from media_insights")
print(json.dumps([len(db.sql(query).fetchall()) for query in sys.argv[2:]]))`;
      const queries = codeBlocks(pageText("warehouses")).flatMap(({ language, code }) =>
        language === "sql" ? [code] : [],
      );
      const [weeks, posts] = JSON.parse(
        await pythonOf("target-duckdb", script, join(folder, "sql"), ...queries),
      );
      expect(weeks).toBeGreaterThan(50);
      expect(posts).toBe(rowsOfFiles(output)["media_insights"]);
    });

    test("goes from Instagram to a page in one run, and again", async () => {
      const simulator = await simulatorProcess(["--world", smallWorld(folder)]);
      await project.succeed(["install", "dbt-duckdb"]);
      const env = {
        ...simulator.tapEnv,
        DBT_DUCKDB_PROJECT_DIR: repositoryPath("dbt"),
        DO_NOT_TRACK: "1",
        EXPLORE_REPOSITORY: repositoryPath("."),
      };
      const truth = pageTruthOf(merged([await readAll(simulator)]));
      // The state of the loads into other databases is not of this one.
      const run = (...blocks: string[]) =>
        project.succeed(["run", ...blocks, "--state-id-suffix", "report"], env);
      await run("instagram-report");
      expect(readPage(project.read("output/report.html")).figures).toMatchObject(truth.figures);

      // The loader has an older DuckDB than dbt, and goes on with what dbt left.
      rmSync(join(project.folder, "output/report.html"));
      await run("tap-instagram", "target-duckdb", "explore:page");
      expect(readPage(project.read("output/report.html")).figures).toMatchObject(truth.figures);
    });

    test("lands every row in CSV", async () => {
      const simulator = await simulatorProcess(["--world", smallWorld(folder)]);
      await project.add("target-csv", csv);
      const output = join(folder, "csv");
      mkdirSync(output);
      const env = { ...simulator.tapEnv, TARGET_CSV_OUTPUT_PATH: output };
      const truths = await expectedRowsOf(simulator, () =>
        project.succeed(["run", "tap-instagram", "target-csv"], env),
      );
      const script = `
import csv, json, sys
print(json.dumps({s: sum(1 for _ in csv.DictReader(open(f"{sys.argv[1]}/{s}.csv", newline=""))) for s in sys.argv[2:]}))`;
      expect(truths).toContainEqual(JSON.parse(await pythonOf("target-csv", script, output, ...streams)));
    });

    /** Runs a script in the environment Meltano made for a loader, where the reader of its files is. */
    function pythonOf(loader: string, script: string, ...args: readonly string[]): Promise<string> {
      const environment = join(project.folder, ".meltano/loaders", loader, "venv");
      return succeed(commandIn(environment, "python"), ["-c", script, ...args]);
    }
  },
);
