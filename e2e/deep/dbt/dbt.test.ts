import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { dbtEnvironment } from "../../machines/dbt.ts";
import { findPostgres, startPostgres } from "../../machines/postgres/postgres.ts";
import { hasPosixPython } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";
import { truthOf, type Truth } from "./truth.ts";
import { twoDays } from "./two-days.ts";
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

    beforeAll(async () => {
      environment = await dbtEnvironment(inject("shared"));
    }, 240_000);

    test("builds on DuckDB from the six default streams, and again a day later from all; a wrong row turns it red", async () => {
      const { bothDays, firstDay, catalog } = await twoDays(join(folder, "duckdb-rows"), optional);
      const path = join(folder, "warehouse.duckdb");
      const warehouse = new Warehouse(environment, join(folder, "duckdb"), { kind: "duckdb", path });
      await warehouse.load(firstDay, "tap_instagram", catalog, defaults);
      expect(unwell(await warehouse.dbt("build"))).toEqual([]);
      expect(await figuresOf(warehouse)).toEqual({ ...truthOf(firstDay), audience: 0 });

      await warehouse.load(bothDays, "tap_instagram", catalog, [...defaults, ...optional]);
      expect(unwell(await warehouse.dbt("build"))).toEqual([]);
      expect(await figuresOf(warehouse)).toEqual(truthOf(bothDays));

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
        const { bothDays, firstDay, catalog } = await twoDays(join(folder, "postgres-rows"), optional);
        const postgres = await startPostgres(postgresBinaries ?? "");
        try {
          const place = { kind: "postgres", port: Number(new URL(postgres.url).port) } as const;
          const warehouse = new Warehouse(environment, join(folder, "postgres"), place);
          for (const rows of [firstDay, bothDays]) {
            await warehouse.load(rows, "tap_instagram", catalog, [...defaults, ...optional]);
            expect(unwell(await warehouse.dbt("build"))).toEqual([]);
            expect(await figuresOf(warehouse)).toEqual(truthOf(rows));
          }
        } finally {
          await postgres.stop();
        }
      },
    );
  },
);

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
