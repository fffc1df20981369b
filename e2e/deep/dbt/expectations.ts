import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { differences } from "../truth/merged.ts";
import type { SyncedTwice } from "./sync-twice.ts";
import type { Truth } from "./truth.ts";
import type { Warehouse } from "./warehouse.ts";

/** Holds every figure of the marts against the API. */
export async function expectTruth(warehouse: Warehouse, truths: SyncedTwice["truths"]): Promise<void> {
  for (const [mart, { sql, rows }] of Object.entries(truths)) {
    const found = (await warehouse.query(sql)).map(({ key, ...columns }) => [
      String(key),
      Object.keys(columns)
        .toSorted()
        .map((name) => columns[name]),
    ]);
    expect.soft(found.length, mart).toBeGreaterThan(0);
    expect.soft(found.length, mart).toBe(Object.keys(rows).length);
    expect.soft(differences<unknown>(rows, Object.fromEntries(found)), mart).toEqual([]);
  }
}

/** Flags of dbt. */
export const withFivetransViews: readonly string[] = ["--vars", "{instagram__fivetran_views: true}"];

/** Their package cannot be had here without their hub; what it selects is written down. */
export async function expectFivetransColumns(warehouse: Warehouse): Promise<void> {
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

/** What the marts say in sum. */
export async function figuresOf(warehouse: Warehouse): Promise<Truth> {
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
