import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { dbtEnvironment } from "../../machines/dbt.ts";
import { findPostgres, startPostgres } from "../../machines/postgres/postgres.ts";
import { hasPosixPython } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";
import { differences, merged } from "../truth/merged.ts";
import { readAll } from "../truth/reading.ts";
import type { Reading } from "../truth/shapes.ts";
import { martsTruthOf, type MartTruth } from "./marts-truth.ts";
import { truthOf, type Truth } from "./truth.ts";
import { twoDays, type TwoDays } from "./two-days.ts";
import { unwell, Warehouse } from "./warehouse.ts";

const defaults = ["users", "media", "media_insights", "stories", "story_insights", "user_insights"];
const optional = ["user_lifetime_insights", "sync_events", "media_children", "accounts"];
const postgresBinaries = hasPosixPython ? await findPostgres() : undefined;

describe.skipIf(!hasPosixPython)(
  "the dbt package (needs python3 with venv on Linux or macOS)",
  { timeout: 240_000 },
  () => {
    const folder = sharedFolder();
    let environment: string;
    let synced: Promise<Synced> | undefined;
    /** The rows are made by the first test that wants them. */
    const rows = () => (synced ??= syncTwice(join(folder, "rows")));

    beforeAll(async () => {
      environment = await dbtEnvironment(inject("shared"));
    }, 240_000);

    test("builds on DuckDB from the six default streams, and again a day later from all; a wrong row turns it red", async () => {
      const { bothDays, firstDay, catalog, truths } = await rows();
      const path = join(folder, "warehouse.duckdb");
      const warehouse = new Warehouse(environment, join(folder, "duckdb"), { kind: "duckdb", path });
      await warehouse.load(firstDay, "tap_instagram", catalog, defaults);
      expect(unwell(await warehouse.dbt("build"))).toEqual([]);
      expect(await figuresOf(warehouse)).toEqual({ ...truthOf(firstDay), audience: 0 });

      await warehouse.load(bothDays, "tap_instagram", catalog, [...defaults, ...optional]);
      expect(unwell(await warehouse.dbt("build", ...withFivetransViews))).toEqual([]);
      expect(await figuresOf(warehouse)).toEqual(truthOf(bothDays));
      await expectTruth(warehouse, truths);
      await expectFivetransColumns(warehouse);

      for (const [change, marts] of wrongRows) {
        await warehouse.execute("create schema kept");
        for (const mart of marts)
          await warehouse.execute(`create table kept.${mart} as select * from analytics.${mart}`);
        await warehouse.execute(change);
        const select = marts.flatMap((mart) => ["--select", mart]);
        const { success, nodes } = await warehouse.dbt("test", ...select);
        const failed = Object.values(nodes).filter(({ status }) => status === "fail");
        expect
          .soft({ change, success, isRed: failed.length > 0 })
          .toEqual({ change, success: false, isRed: true });
        for (const mart of marts) {
          await warehouse.execute(`delete from analytics.${mart}`);
          await warehouse.execute(`insert into analytics.${mart} select * from kept.${mart}`);
        }
        await warehouse.execute("drop schema kept cascade");
      }
      expect(unwell(await warehouse.dbt("test"))).toEqual([]);
    });

    test.skipIf(postgresBinaries === undefined)(
      "builds on PostgreSQL, twice with a day between, in a session of another zone (needs its server commands)",
      async () => {
        const { bothDays, firstDay, catalog, truths } = await rows();
        const postgres = await startPostgres(postgresBinaries ?? "");
        try {
          const place = { kind: "postgres", port: Number(new URL(postgres.url).port) } as const;
          const warehouse = new Warehouse(environment, join(folder, "postgres"), place);
          for (const files of [firstDay, bothDays]) {
            await warehouse.load(files, "tap_instagram", catalog, [...defaults, ...optional]);
            expect(unwell(await warehouse.dbt("build", ...withFivetransViews))).toEqual([]);
            expect(await figuresOf(warehouse)).toEqual(truthOf(files));
          }
          await expectTruth(warehouse, truths);
          await expectFivetransColumns(warehouse);
        } finally {
          await postgres.stop();
        }
      },
    );
  },
);

interface Synced extends Pick<TwoDays, "bothDays" | "firstDay" | "catalog"> {
  readonly truths: { readonly [mart: string]: MartTruth };
}

/** Syncs twice, and reads beside each sync what the API says. */
async function syncTwice(folder: string): Promise<Synced> {
  const readings: Reading[] = [];
  const today = new Date();
  const { bothDays, firstDay, catalog } = await twoDays(
    folder,
    optional,
    async (simulator) => void readings.push(await readAll(simulator, readings.at(-1))),
  );
  const dates = [today.getTime() - 86_400_000, today.getTime()].map((ms) =>
    new Date(ms).toISOString().slice(0, 10),
  );
  return { bothDays, firstDay, catalog, truths: martsTruthOf(merged(readings), dates) };
}

/** Holds every figure of the marts against the API. */
async function expectTruth(warehouse: Warehouse, truths: Synced["truths"]): Promise<void> {
  for (const [mart, { sql, rows }] of Object.entries(truths)) {
    const found = (await warehouse.query(sql)).map(({ key, ...columns }) => [
      String(key),
      Object.keys(columns)
        .toSorted()
        .map((name) => columns[name]),
    ]);
    expect.soft(found.length, mart).toBe(Object.keys(rows).length);
    expect.soft(differences<unknown>(rows, Object.fromEntries(found)), mart).toEqual([]);
  }
}

const withFivetransViews = ["--vars", "{instagram__fivetran_views: true}"];

/** Their package cannot be had here without their hub; what it selects is written down. */
async function expectFivetransColumns(warehouse: Warehouse): Promise<void> {
  const { tables }: { tables: { [table: string]: { [column: string]: string } } } = JSON.parse(
    readFileSync(new URL("fivetran-columns.json", import.meta.url), "utf8"),
  );
  const columns = await warehouse.query(`
    select table_name, column_name, lower(data_type) as data_type from information_schema.columns
    where table_schema = 'analytics_instagram_business'`);
  const kinds: { [type: string]: string } = {
    bigint: "int",
    boolean: "boolean",
    "character varying": "string",
    text: "string",
    timestamp: "timestamp",
    "timestamp without time zone": "timestamp",
    varchar: "string",
  };
  const found: { [table: string]: { [column: string]: string | undefined } } = {};
  for (const { table_name: table, column_name: column, data_type: type } of columns)
    found[String(table)] = { ...found[String(table)], [String(column)]: kinds[String(type)] };
  expect(found).toEqual(tables);
}

/** Changes to the tables that dbt made, each of which a test of the named mart has to find. */
const wrongRows: readonly (readonly [change: string, marts: readonly string[]])[] = [
  [
    "delete from analytics.instagram__posts where post_id = (select min(post_id) from analytics.instagram__posts)",
    ["instagram__posts"],
  ],
  [
    "insert into analytics.instagram__account_day select * from analytics.instagram__account_day limit 1",
    ["instagram__account_day"],
  ],
  [
    `update analytics.instagram__post_day set views_delta = views_delta + 1
     where post_id = (select max(post_id) from analytics.instagram__post_day where views_delta is not null)`,
    ["instagram__post_day"],
  ],
  [
    `update analytics.instagram__audience set "value" = -1 where account_id = (select max(account_id) from analytics.instagram__audience)`,
    ["instagram__audience"],
  ],
];

async function figuresOf(warehouse: Warehouse): Promise<Truth> {
  const [figures] = await warehouse.query(`
    select
      (select count(*) from analytics.instagram__posts) as posts,
      (select count(*) from analytics.instagram__account_day) as "accountDays",
      (select count(*) from analytics.instagram__post_day) as "postDays",
      (select count(*) from analytics.instagram__audience) as audience,
      (select sum(views) from analytics.instagram__account_day) as views,
      (select sum(total_interactions) from analytics.instagram__account_day) as interactions,
      (select count(*) from analytics.instagram__account_day where new_followers is null) as "daysWithoutNewFollowers",
      (select count(*) from analytics.instagram__posts where reach is null) as "postsWithoutReach",
      (select coalesce(sum(views_delta), 0) from analytics.instagram__post_day) as "viewsGained"`);
  return figures as unknown as Truth;
}
