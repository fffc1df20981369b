import { dayOf } from "../../truth/merged.ts";
import type { Row } from "../two-days.ts";
import { time, type MartTruth } from "./mart-truth.ts";

/** The rows of a stream in the files of both days. */
export type RowsOf = (stream: string) => readonly Row[];

/** When the rows that the marts are of were extracted, computed from the files that were loaded. */
export function extractions(rowsOf: RowsOf): MartTruth[] {
  const media = [...rowsOf("media"), ...rowsOf("stories")];
  const idOf = (row: Row) => String(row["id"]);
  const extracted = {
    "analytics.instagram__account_day": {
      key: ["account_id", "date_day"],
      rows: rowsOf("user_insights"),
      keyOf: (row: Row) => `${String(row["business_account_id"])} ${dayOf({ end: String(row["date"]) })}`,
    },
    "analytics.instagram__posts": { key: ["post_id"], rows: media, keyOf: idOf },
    "analytics.instagram__post_day": {
      key: ["post_id", "date_day"],
      rows: rowsOf("media_insights"),
      keyOf: (row: Row) => `${idOf(row)} ${String(row["_sdc_extracted_at"]).slice(0, 10)}`,
    },
  };
  const synced = {
    media_history: [...media, ...rowsOf("media_children")],
    media_insights: media,
    user_history: rowsOf("users"),
  };
  return [
    ...Object.entries(extracted).map(([mart, { key, rows, keyOf }]) => ({
      mart,
      key,
      columns: time("_sdc_extracted_at"),
      rows: timesOf(rows, keyOf),
    })),
    ...Object.entries(synced).map(([view, rows]) => ({
      mart: `analytics_instagram_business.${view}`,
      key: ["id"],
      columns: time("_fivetran_synced"),
      rows: timesOf(rows, idOf),
    })),
  ];
}

/** Appended: of rows with one key, the last one is the newest. */
function timesOf(rows: readonly Row[], keyOf: (row: Row) => string): { [key: string]: [number] } {
  return Object.fromEntries(rows.map((row) => [keyOf(row), [Date.parse(String(row["_sdc_extracted_at"]))]]));
}
