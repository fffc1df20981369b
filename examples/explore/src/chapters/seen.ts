import type { Tables } from "../tables/tables.ts";
import type { Chapter, PlotData } from "../figures/figure.ts";
import { numberOf } from "../figures/numbers.ts";
import { panelsOf } from "./panels.ts";
import { counted, countText, dayText } from "../figures/words.ts";

/** How many see the accounts. */
export async function seen(tables: Tables): Promise<Chapter> {
  const reach = await panelsOf(tables, "select account, day, reach_week as value from days", {
    name: "reach_by_week",
    title: "People reached in a week",
    tells: "peak",
    meaning:
      "Accounts that saw anything of an account in the seven days up to the day named, each counted once. " +
      "Reach is never added up: not over weeks, and not over accounts, because the same people are in both. " +
      "Each account has a scale of its own.",
  });
  const plots = [await viewsByDay(tables), reach].filter((plot) => plot !== undefined);
  return {
    name: "seen",
    title: "How many see you",
    plots,
    absent: plots.length > 0 ? undefined : "The files have no days of accounts: the stream user_insights.",
  };
}

async function viewsByDay({ query }: Tables): Promise<PlotData | undefined> {
  const rows = await query(`
    with calendar as (
      select unnest(generate_series(min(day), max(day), interval 1 day))::date as day from days
    ), sums as (
      select calendar.day, sum(views) as views, count(views) as accounts, (select count(distinct account) from days) as of_accounts
      from calendar left join days using (day) group by calendar.day
    )
    select strftime(day, '%Y-%m-%d') as day, views, accounts, of_accounts,
      case when count(views) over week = 7 then avg(views) over week end as average
    from sums window week as (order by day rows between 6 preceding and current row) order by day`);
  const known = rows.map((row) => ({
    day: String(row["day"]),
    views: numberOf(row["views"]),
    average: numberOf(row["average"]),
    accounts: Number(row["accounts"]),
    ofAccounts: Number(row["of_accounts"]),
  }));
  const best = known.toSorted((one, other) => (other.views ?? -1) - (one.views ?? -1))[0];
  if (best === undefined || best.views === null) return undefined;
  const without = known.filter(({ views }) => views === null).length;
  return {
    name: "views_by_day",
    title: "Views by day",
    finding:
      `Most views on ${dayText(best.day)}: ${countText(best.views)}.` +
      (without === 0 ? "" : ` ${counted(without, "day")} without a number.`),
    meaning:
      "How often content of all accounts was played or shown. Days are those of California, by which Instagram counts. " +
      "A day without a number leaves a gap.",
    kind: "line",
    keyTitle: "Day",
    columns: [
      { name: "views", title: "Views", isPlotted: true },
      { name: "average", title: "Average of seven days", isPlotted: true },
    ],
    rows: known.map(({ day, views, average, accounts, ofAccounts }) => ({
      key: day,
      label: dayText(day),
      values: [views, average === null ? null : Math.round(average)],
      note:
        accounts === ofAccounts || views === null
          ? undefined
          : `${accounts} of ${counted(ofAccounts, "account")}`,
    })),
  };
}
