import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandIn } from "../../machines/python.ts";
import { repositoryPath } from "../../test/commands.ts";
import { succeed } from "../../test/processes.ts";
import { total } from "../truth/arithmetic.ts";
import { dayOf, type Truth } from "../truth/merged.ts";
import type { Figure } from "../truth/shapes.ts";

/** The metrics that are held against the API. */
const names = [
  "views",
  "interactions",
  "new_followers",
  "unfollowed",
  "posts_published",
  "interactions_per_view",
] as const;

/** Figures in the order of the names, by month. */
export type MetricRows = { readonly [month: string]: readonly Figure[] };

/**
 * Asks MetricFlow for the metrics by month.
 *
 * @param database - a file of DuckDB with the marts in the schema `analytics`; MetricFlow gets a copy.
 * @param target - where dbt, which made them, wrote what it knows of the models.
 */
export async function queryMetrics(
  environment: string,
  { database, target }: { readonly database: string; readonly target: string },
  folder: string,
): Promise<MetricRows> {
  cpSync(repositoryPath("dbt"), folder, { recursive: true });
  cpSync(target, join(folder, "target"), { recursive: true });
  // Views name the database by the stem of its file.
  copyFileSync(database, join(folder, "warehouse.duckdb"));
  // What a process that was ended had not yet moved into the file.
  if (existsSync(`${database}.wal`)) copyFileSync(`${database}.wal`, join(folder, "warehouse.duckdb.wal"));
  const output = { type: "duckdb", path: join(folder, "warehouse.duckdb"), schema: "analytics" };
  writeFileSync(
    join(folder, "profiles.yml"),
    JSON.stringify({ instagram: { target: "test", outputs: { test: output } } }),
  );
  const closed = "http://127.0.0.1:9";
  const options = {
    cwd: folder,
    env: { DBT_PROFILES_DIR: folder, DO_NOT_TRACK: "1", HTTP_PROXY: closed, HTTPS_PROXY: closed },
  };
  const flags = ["--metrics", names.join(","), "--group-by", "metric_time__month", "--csv", "metrics.csv"];
  await succeed(commandIn(environment, "mf"), ["query", ...flags], options);
  const [head = "", ...lines] = readFileSync(join(folder, "metrics.csv"), "utf8").trim().split("\n");
  const columns = head.trim().split(",");
  const rows = lines.map((line) => {
    const cells = line.trim().split(",");
    const cellOf = (column: string) => cells[columns.indexOf(column)] ?? "";
    return [
      cellOf("metric_time__month").slice(0, 7),
      names.map((name) => (cellOf(name) === "" ? null : Number(cellOf(name)))),
    ];
  });
  rmSync(folder, { recursive: true });
  return Object.fromEntries(rows);
}

/** What they have to be. */
export function metricsTruthOf({ days, posts }: Truth): MetricRows {
  const dayMonths = days.map((day) => dayOf(day).slice(0, 7));
  const postMonths = posts.map(({ published }) => published.slice(0, 7));
  return Object.fromEntries(
    [...new Set([...dayMonths, ...postMonths])].toSorted().map((month) => {
      const ofMonth = days.filter((_, index) => dayMonths[index] === month).map(({ figures }) => figures);
      const sum = (name: keyof (typeof ofMonth)[number]) => total(ofMonth.map((figures) => figures[name]));
      const [views, interactions] = [sum("views"), sum("total_interactions")];
      const published = postMonths.filter((one) => one === month).length;
      return [
        month,
        [
          views,
          interactions,
          sum("follower_count"),
          sum("unfollowed"),
          published === 0 ? null : published,
          views === null || interactions === null ? null : interactions / views,
        ],
      ];
    }),
  );
}
