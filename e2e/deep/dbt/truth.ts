import { join } from "node:path";
import { rowsOf, type Row } from "./two-days.ts";

/** Figures computed from the files of a target that appends, without SQL: what the marts have to say. */
export interface Truth {
  readonly posts: number;
  readonly accountDays: number;
  readonly postDays: number;
  readonly audience: number;
  readonly views: number;
  readonly interactions: number;
  /** Days on which an account has no number of new followers. */
  readonly daysWithoutNewFollowers: number;
  /** Posts and stories without reach. */
  readonly postsWithoutReach: number;
  /** What all posts gained between their first and last reading. */
  readonly viewsGained: number;
}

/** Computes it. */
export function truthOf(folder: string): Truth {
  const read = (stream: string) => rowsOf(join(folder, `${stream}.jsonl`));
  const days = newest(read("user_insights"), ["business_account_id", "date"]);
  const posts = [...newest(read("media"), ["id"]), ...newest(read("stories"), ["id"])];
  const readings = read("media_insights");
  const figures = [...newest(readings, ["id"]), ...newest(read("story_insights"), ["id"])];
  const reaches = new Map(figures.map((row) => [row["id"], row["reach"]]));
  const byPostAndDay = newest(
    readings.map((row) => ({ ...row, day: String(row["_sdc_extracted_at"]).slice(0, 10) })),
    ["id", "day"],
  );
  return {
    posts: posts.length,
    accountDays: days.length,
    postDays: byPostAndDay.length,
    audience: newest(read("user_lifetime_insights"), ["id"]).length,
    views: sum(days, "views"),
    interactions: sum(days, "total_interactions"),
    daysWithoutNewFollowers: days.filter((row) => row["follower_count"] === null).length,
    postsWithoutReach: posts.filter(({ id }) => (reaches.get(id) ?? null) === null).length,
    viewsGained: gained(byPostAndDay),
  };
}

function gained(readings: readonly Row[]): number {
  const byPost = new Map<unknown, Row[]>();
  for (const row of readings) byPost.set(row["id"], [...(byPost.get(row["id"]) ?? []), row]);
  let total = 0;
  for (const ofPost of byPost.values()) {
    const known = ofPost.toSorted((one, other) => (String(one["day"]) < String(other["day"]) ? -1 : 1));
    for (const [index, row] of known.entries()) {
      const before = known[index - 1]?.["views"];
      if (typeof before === "number" && typeof row["views"] === "number") total += row["views"] - before;
    }
  }
  return total;
}

function newest(rows: readonly Row[], key: readonly string[]): Row[] {
  const found = new Map<string, Row>();
  // Appended: what comes later is newer.
  for (const row of rows) found.set(JSON.stringify(key.map((column) => row[column])), row);
  return [...found.values()];
}

function sum(rows: readonly Row[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column] ?? 0), 0);
}
