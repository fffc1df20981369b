import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { differences } from "../truth/merged.ts";
import { sqlOf, type MartTruth } from "./marts/mart-truth.ts";
import { hashes, type MartTruths } from "./marts/marts-truth.ts";
import type { Truth } from "./truth.ts";
import type { Warehouse } from "./warehouse.ts";

/** Holds every column of the marts against what it is computed from. */
export async function expectTruth(warehouse: Warehouse, truths: MartTruths): Promise<void> {
  expect.soft(await untruthsOf(warehouse, truths)).toEqual([]);
  expect(await unheldColumns(warehouse, truths)).toEqual(hashes);
}

/** The first differences between what marts have to hold and what they hold. */
export async function untruthsOf(warehouse: Warehouse, truths: MartTruths, mart?: string): Promise<object[]> {
  const found: object[] = [];
  for (const [source, ofSource] of truths)
    for (const truth of ofSource)
      if (mart === undefined || truth.mart === mart)
        for (const untruth of await untruthsIn(warehouse, truth))
          found.push({ mart: truth.mart, source, ...untruth });
  return found;
}

async function untruthsIn(warehouse: Warehouse, truth: MartTruth): Promise<object[]> {
  const rows = (await warehouse.query(sqlOf(truth))).map(({ key, ...columns }) => [
    String(key),
    Object.keys(columns)
      .toSorted()
      .map((name) => columns[name]),
  ]);
  const found = Object.fromEntries(rows);
  const twice = rows.length - Object.keys(found).length;
  return [
    // A truth without rows would hold of every table that is empty.
    ...(rows.length === 0 ? [{ found: "no row" }] : []),
    ...(twice > 0 ? [{ found: `${twice} rows with a key that another row has` }] : []),
    ...differences<unknown>(truth.rows, found),
  ];
}

/** The columns of all marts and views that no truth looks at. */
async function unheldColumns(warehouse: Warehouse, truths: MartTruths): Promise<string[]> {
  const held = new Set(
    truths
      .flatMap(([, ofSource]) => ofSource)
      .flatMap(({ mart, key, columns }) =>
        [...key, ...Object.keys(columns)].map((column) => `${mart}.${column}`),
      ),
  );
  const columns = await warehouse.query(`
    select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'analytics_instagram_business'
      or (table_schema = 'analytics' and table_name like 'instagram__%' and table_name <> 'instagram__time_spine')`);
  expect(columns.length).toBeGreaterThan(hashes.length);
  return columns
    .map(({ name }) => String(name))
    .filter((name) => !held.has(name))
    .toSorted();
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
