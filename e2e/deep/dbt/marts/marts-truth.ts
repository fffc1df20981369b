import type { Truth } from "../../truth/merged.ts";
import { accountDays, audience } from "./accounts.ts";
import { completeness, withheld } from "./completeness.ts";
import { fivetranMedia, fivetranUsers } from "./fivetran-history.ts";
import { fivetranInsights } from "./fivetran.ts";
import { extractions, type RowsOf } from "./loaded.ts";
import type { MartTruth } from "./mart-truth.ts";
import { postDays, posts } from "./posts.ts";
import { stories } from "./stories.ts";

/** What a truth is computed from, without SQL. */
export type Source =
  | "the API"
  | "the rows of sync_events"
  | "the rows that were loaded"
  | "the name of the schema";

/** What the marts have to hold, by what it is computed from. */
export type MartTruths = readonly (readonly [source: Source, truths: readonly MartTruth[]])[];

/**
 * Computes it.
 *
 * @param dates - the UTC date of each reading, oldest first.
 * @param rowsOf - the rows that were loaded: what a run says of itself is said nowhere else.
 */
export function martsTruthOf(truth: Truth, dates: readonly string[], rowsOf: RowsOf): MartTruths {
  const ofApi = [
    accountDays(truth),
    audience(truth, dates.at(-1)),
    posts(truth),
    postDays(truth, dates),
    stories(truth),
    withheld(truth),
    fivetranInsights(truth),
    fivetranMedia(truth),
    fivetranUsers(truth),
  ];
  const marts = [...new Set(ofApi.map(({ mart }) => mart))];
  return [
    ["the API", ofApi],
    ["the rows of sync_events", [completeness(rowsOf("sync_events"))]],
    ["the rows that were loaded", extractions(rowsOf)],
    [
      "the name of the schema",
      marts.filter((mart) => mart.startsWith("analytics.")).map((mart) => connection(mart)),
    ],
  ];
}

/** All rows are of the one connection that was loaded. */
function connection(mart: string): MartTruth {
  return {
    mart,
    query: `select distinct source_relation from ${mart}`,
    key: ["source_relation"],
    columns: {},
    rows: { tap_instagram: [] },
  };
}

/** Columns that are held against nothing but tests of dbt: hashes, of which these test that they are there and unique. */
export const hashes: readonly string[] = [
  "analytics.instagram__completeness.completeness_id",
  "analytics_instagram_business.media_history._fivetran_id",
  "analytics_instagram_business.media_insights._fivetran_id",
  "analytics_instagram_business.user_history._fivetran_id",
];
