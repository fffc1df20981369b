import { appendFileSync, cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { dbtEnvironment } from "../../machines/dbt.ts";
import { findPostgres, startPostgres } from "../../machines/postgres/postgres.ts";
import { hasPosixPython } from "../../machines/python.ts";
import { built } from "../../test/commands.ts";
import { runNode } from "../../test/processes.ts";
import { messagesOf, recordsOf } from "../../test/singer-lines.ts";
import { sharedFolder } from "../shared-folder.ts";
import { differences } from "../truth/merged.ts";
import { contractTables, violationsIn, violationsOf } from "./contract.ts";
import { DbtProcess } from "./dbt-process.ts";
import {
  expectFivetransColumns,
  expectTruth,
  figuresOf,
  untruthsOf,
  withFivetransViews,
} from "./expectations.ts";
import { queryMetrics } from "./metrics.ts";
import { syncTwice, type SyncedTwice } from "./sync-twice.ts";
import { truthOf } from "./truth.ts";
import { rowsOf } from "./two-days.ts";
import { databaseFile, unwell, Warehouse } from "./warehouse.ts";
import { wrongRows } from "./wrong-rows.ts";

const defaults = ["users", "media", "media_insights", "stories", "story_insights", "user_insights"];
const optional = ["user_lifetime_insights", "sync_events", "media_children", "accounts"];
const postgresBinaries = hasPosixPython ? await findPostgres() : undefined;

const nameOf = (mart: string) => mart.replace("analytics.", "");

describe.skipIf(!hasPosixPython)(
  "the dbt package (needs python3 with venv on Linux or macOS)",
  { timeout: 360_000 },
  () => {
    const folder = sharedFolder();
    let environment: string;
    let dbt: DbtProcess;
    let synced: Promise<SyncedTwice> | undefined;
    /** The rows are made by the first test that wants them. */
    const rows = () => (synced ??= syncTwice(join(folder, "rows"), [...optional, "media_insights_daily"]));

    beforeAll(async () => {
      environment = await dbtEnvironment(inject("shared"));
      dbt = await DbtProcess.start(environment, join(folder, "dbt"));
    }, 240_000);
    afterAll(() => dbt?.stop());

    test("the files keep to the data contract, and a row that does not is found", async () => {
      const { firstDay } = await rows();
      const tables = contractTables();
      const loaded = [...defaults, ...optional];
      const violations = loaded.flatMap((stream) => {
        const table = tables.get(stream);
        return table === undefined
          ? [`${stream} is not in the contract`]
          : violationsOf(rowsOf(join(firstDay, `${stream}.jsonl`)), table);
      });
      expect(violations).toEqual([]);

      const users = tables.get("users");
      if (users === undefined) throw new Error("The contract has no users");
      const user = { id: "1", followers_count: 5, snapshot_at: "2026-11-29T10:00:00Z" };
      const bad = [
        user,
        user,
        { id: null },
        { ...user, id: "2", followers_count: -1, snapshot_at: "yesterday", age: 7 },
      ];
      expect(violationsOf([user], users)).toEqual([]);
      expect(violationsOf(bad, users)).toEqual([
        "users has a key twice",
        "users.id is null",
        "users.followers_count is below 0",
        "users.snapshot_at is no timestamp",
        "users.age is not in the contract",
      ]);
    });

    const duckdb = () => new Warehouse(dbt, join(folder, "duckdb"), { kind: "duckdb" });

    test("builds on DuckDB from the six default streams, and again a day later from all", async () => {
      const { bothDays, firstDay, catalog, truths } = await rows();
      const warehouse = duckdb();
      await warehouse.load(firstDay, "tap_instagram", catalog, defaults);
      expect(unwell(await warehouse.dbt("build"))).toEqual([]);
      expect(await figuresOf(warehouse)).toEqual({ ...truthOf(firstDay), audience: 0 });

      await warehouse.load(bothDays, "tap_instagram", catalog, [...defaults, ...optional]);
      expect(unwell(await warehouse.dbt("build", ...withFivetransViews))).toEqual([]);
      expect(await figuresOf(warehouse)).toEqual(truthOf(bothDays));
      await expectTruth(warehouse, truths);
      await expectFivetransColumns(warehouse);
    });

    test("MetricFlow says of these models what the API says", async () => {
      const { metricsTruth } = await rows();
      const database = join(folder, "duckdb", databaseFile);
      const made = { database, target: duckdb().targetOf(...withFivetransViews) };
      const metrics = await queryMetrics(environment, made, join(folder, "metrics"));
      expect(differences(metricsTruth, metrics)).toEqual([]);
    });

    test("days of posts are the same from media_insights_daily, where the target keeps one row of each post", async () => {
      const { bothDays, catalog, truths } = await rows();
      const kept = join(folder, "kept");
      const path = join(kept, "media_insights.jsonl");
      cpSync(bothDays, kept, { recursive: true });
      const newest = new Map(rowsOf(path).map((row) => [row["id"], row]));
      // Some are older than the rows of the day, and others lack a figure that these have.
      const changed = [...newest.values()].map((row, index) => {
        const { _sdc_extracted_at: time, views } = row;
        const at = (hour: string) => ({ _sdc_extracted_at: `${String(time).slice(0, 10)}T${hour}Z` });
        const isOld = index % 2 === 0;
        return isOld
          ? { ...row, ...at("00:00:00"), views: views === null ? null : 1 }
          : { ...row, ...at("23:59:59"), shares: null };
      });
      writeFileSync(path, changed.map((row) => `${JSON.stringify(row)}\n`).join(""));
      const warehouse = new Warehouse(dbt, kept, { kind: "duckdb" });
      await warehouse.load(kept, "tap_instagram", catalog, ["media_insights", "media_insights_daily"]);
      expect(unwell(await warehouse.dbt("run", "--select", "+instagram__post_day"))).toEqual([]);
      const ofApi = truths.filter(([source]) => source === "the API");
      expect(await untruthsOf(warehouse, ofApi, "analytics.instagram__post_day")).toEqual([]);
    });

    test("a story that only a webhook tells of is a row of the marts, and breaks no test", async () => {
      const { firstDay, catalog } = await rows();
      const told = join(folder, "told");
      cpSync(firstDay, told, { recursive: true });
      const value = { media_id: "18000000000000009", reach: 80, replies: 1, taps_forward: 50, exits: 9 };
      const body = { entry: [{ id: "17841400000000001", changes: [{ field: "story_insights", value }] }] };
      const { stdout } = await runNode([built.tap, "webhook"], { input: `${JSON.stringify(body)}\n` });
      const records = recordsOf(messagesOf(stdout)).map(({ record }) => JSON.stringify(record));
      appendFileSync(join(told, "story_insights.jsonl"), records.map((line) => `${line}\n`).join(""));
      const warehouse = new Warehouse(dbt, told, { kind: "duckdb" });
      await warehouse.load(told, "tap_instagram", catalog, ["media", "stories", "story_insights"]);
      const marts = ["--select", "+instagram__stories", "--indirect-selection", "cautious"];
      const result = await warehouse.dbt("build", ...marts, "--select", "+instagram__posts");
      expect(unwell(result)).toEqual([]);
      expect(result.nodes["insights_belong_to_media"]?.status).toBe("pass");
      const found = await warehouse.query(
        `select story_id, reach, navigation_tap_exit, published_at from analytics.instagram__stories where story_id = '${value.media_id}'`,
      );
      expect(found).toEqual([
        { story_id: value.media_id, reach: 80, navigation_tap_exit: 9, published_at: null },
      ]);
    });

    test("an account that two connections have breaks no test, also not in Fivetran's views", async () => {
      const { firstDay, catalog } = await rows();
      const warehouse = new Warehouse(dbt, join(folder, "twice"), { kind: "duckdb" });
      for (const schema of ["one", "two"])
        await warehouse.load(firstDay, schema, catalog, ["users", "media", "media_insights"]);
      const vars = JSON.stringify({
        instagram_sources: [{ schema: "one" }, { schema: "two" }],
        instagram__fivetran_views: true,
      });
      const views = ["media_history", "media_insights", "user_history"].map((view) => `+fivetran__${view}`);
      const select = ["--select", ...views, "--indirect-selection", "cautious"];
      const result = await warehouse.dbt("build", ...select, "--vars", vars);
      expect(unwell(result)).toEqual([]);
      expect(result.nodes["unique_fivetran__media_history__fivetran_id"]?.status).toBe("pass");
    });

    test("a wrong row in one of them turns a test of dbt red, and is found beside the truth", async () => {
      const { truths } = await rows();
      const warehouse = duckdb();
      for (const { changes, found } of wrongRows) {
        const marts = Object.keys(changes);
        for (const mart of marts)
          await warehouse.execute(`create table kept_${nameOf(mart)} as from ${mart}`);
        for (const change of Object.values(changes)) await warehouse.execute(change);
        const select = marts.flatMap((mart) => ["--select", nameOf(mart)]);
        const { nodes } = await warehouse.dbt("test", ...select);
        const failed = Object.entries(nodes).filter(([, { status }]) => status === "fail");
        expect
          .soft(Object.fromEntries(failed.map(([name, { failures }]) => [name, failures])))
          .toEqual(found);
        for (const mart of marts) {
          expect.soft(await untruthsOf(warehouse, truths, mart), changes[mart]).not.toEqual([]);
          await warehouse.execute(`delete from ${mart}`);
          await warehouse.execute(`insert into ${mart} from kept_${nameOf(mart)}`);
          await warehouse.execute(`drop table kept_${nameOf(mart)}`);
        }
      }
      expect(await untruthsOf(warehouse, truths)).toEqual([]);
      expect(unwell(await warehouse.dbt("test"))).toEqual([]);
    });

    test.skipIf(postgresBinaries === undefined)(
      "builds on PostgreSQL, twice with a day between, in a session of another zone (needs its server commands)",
      async () => {
        const { bothDays, firstDay, catalog, truths } = await rows();
        const postgres = await startPostgres(postgresBinaries ?? "");
        try {
          const place = { kind: "postgres", port: Number(new URL(postgres.url).port) } as const;
          const warehouse = new Warehouse(dbt, join(folder, "postgres"), place);
          for (const files of [firstDay, bothDays]) {
            await warehouse.load(files, "tap_instagram", catalog, [...defaults, ...optional]);
            expect(unwell(await warehouse.dbt("build", ...withFivetransViews))).toEqual([]);
            expect(await figuresOf(warehouse)).toEqual(truthOf(files));
          }
          const query = (sql: string) => warehouse.query(sql);
          expect(await violationsIn(query, "tap_instagram", contractTables())).toEqual([]);
          await warehouse.load(firstDay, "unlike", catalog, ["users", "user_insights"]);
          await warehouse.execute("update unlike.user_insights set reach = -1");
          await warehouse.execute("alter table unlike.users alter column ig_id type text");
          const violations = await violationsIn(query, "unlike", contractTables());
          expect(violations.toSorted()).toEqual([
            `user_insights.reach: "reach" < 0`,
            "users.ig_id is text, not integer",
          ]);
          await expectTruth(warehouse, truths);
          await expectFivetransColumns(warehouse);
        } finally {
          await postgres.stop();
        }
      },
    );
  },
);
