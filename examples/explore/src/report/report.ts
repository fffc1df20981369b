import { addViews } from "../tables/views.ts";
import type { Tables } from "../tables/tables.ts";
import { audience } from "../chapters/audience.ts";
import { bestPosts } from "../chapters/best-posts.ts";
import { bestTimes } from "../chapters/best-times.ts";
import type { Report } from "../figures/figure.ts";
import { formats } from "../chapters/formats.ts";
import { growth } from "../chapters/growth.ts";
import { lacks } from "./lacks.ts";
import { lately } from "./lately.ts";
import { textOf } from "../figures/numbers.ts";
import { seen } from "../chapters/seen.ts";
import { stories } from "../chapters/stories.ts";
import { totals } from "./totals.ts";

/**
 * Computes all that the page shows.
 *
 * @throws UnknownTimeZoneError
 */
export async function reportOf(tables: Tables, timeZone: string): Promise<Report> {
  await addViews(tables, timeZone);
  const [span] = await tables.query(
    `select strftime(min(day), '%Y-%m-%d') as first, strftime(max(day), '%Y-%m-%d') as last,
       (select strftime(max(snapshot_at), '%Y-%m-%d %H:%M') from users) as read_at from days`,
  );
  const first = textOf(span?.["first"]);
  const last = textOf(span?.["last"]);
  const accounts = await tables.query("select name from names order by place");
  return {
    accounts: accounts.map(({ name }) => String(name)),
    period: first === undefined || last === undefined ? undefined : { first, last },
    readAt: textOf(span?.["read_at"]),
    timeZone,
    ...(await totals(tables)),
    chapters: [
      {
        name: "lately",
        title: "The last four weeks",
        figures: await lately(tables),
        plots: [],
        absent:
          first === undefined ? "The files have no days of accounts: the stream user_insights." : undefined,
      },
      await growth(tables),
      await seen(tables),
      await bestPosts(tables),
      await bestTimes(tables, timeZone),
      await formats(tables),
      await audience(tables),
      await stories(tables, timeZone),
    ],
    lacks: await lacks(tables),
  };
}
