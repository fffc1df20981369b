import type { Tables } from "../tables/tables.ts";
import type { Chapter, PlotData } from "../figures/figure.ts";
import { numberOf } from "../figures/numbers.ts";
import { panelsOf } from "./panels.ts";
import { counted, countText, dayText } from "../figures/words.ts";

/** How the accounts grow. */
export async function growth(tables: Tables): Promise<Chapter> {
  const followers = await panelsOf(tables, followersByWeek, {
    name: "followers_by_week",
    title: "Followers over time",
    tells: "way",
    meaning:
      "Worked back from the number of followers at the last reading, by those who came and left on each day since; " +
      "Instagram gives no history of the number itself. A line ends where a day before it has no such number. " +
      "Each account has a scale of its own, which does not begin at 0.",
  });
  const plots = [followers, await gains(tables)].filter((plot) => plot !== undefined);
  return {
    name: "growth",
    title: "Growth",
    plots,
    absent:
      plots.length > 0
        ? undefined
        : "No day says who began or stopped following. Instagram counts this for accounts with 100 followers or more.",
  };
}

/** Backwards from the last reading. One day without a number, and what is before it cannot be known. */
const followersByWeek = `
  with marks as (select account, max(day) as last_day from days group by account),
  calendar as (
    select account, unnest(generate_series((select min(day) from days), last_day, interval 1 day))::date as day, last_day
    from marks
  ),
  nets as (
    select calendar.account, calendar.day, last_day, followed - unfollowed as net
    from calendar left join days using (account, day)
  ),
  since as (
    select account, day,
      coalesce(sum(net) over later, 0) as gained,
      coalesce(count(net) over later, 0) = last_day - day as is_known
    from nets
    window later as (partition by account order by day rows between 1 following and unbounded following)
  )
  select account, day, case when is_known then followers_count - gained end as value
  from since join names using (account)
  where account in (select account from days where followed is not null and unfollowed is not null)`;

async function gains({ query }: Tables): Promise<PlotData | undefined> {
  const rows = await query(`
    with weeks as (
      select account, (select max(day) from days) - 7 * ((date_diff('day', day, (select max(day) from days))) // 7)::integer as week,
        sum(followed) as followed, sum(unfollowed) as unfollowed, count(followed) = 7 and count(unfollowed) = 7 as is_whole
      from days
      where account in (select account from days where followed is not null and unfollowed is not null)
      group by all
    )
    select strftime(week, '%Y-%m-%d') as week, sum(followed) filter (is_whole) as followed,
      sum(unfollowed) filter (is_whole) as unfollowed, count(*) filter (is_whole) as accounts,
      (select count(distinct account) from weeks) as of_accounts
    from weeks group by all order by week`);
  if (rows.length === 0) return undefined;
  const known = rows.map((row) => ({
    week: String(row["week"]),
    followed: numberOf(row["followed"]),
    unfollowed: numberOf(row["unfollowed"]),
    accounts: Number(row["accounts"]),
    ofAccounts: Number(row["of_accounts"]),
  }));
  const came = known.reduce((sum, { followed }) => sum + (followed ?? 0), 0);
  const left = known.reduce((sum, { unfollowed }) => sum + (unfollowed ?? 0), 0);
  const best = known.toSorted((one, other) => netOf(other) - netOf(one))[0];
  return {
    name: "followers_gained_by_week",
    title: "Who came and who left",
    finding:
      `${countText(came)} came and ${countText(left)} left` +
      (best === undefined || best.followed === null
        ? "."
        : `; the best week ended on ${dayText(best.week)} with ${countText(netOf(best))} more.`),
    meaning:
      "Accounts that began to follow, above the line, and accounts that stopped, below, in the seven days up to the day named. " +
      "An account counts in a week if Instagram gave a number for each of its seven days.",
    kind: "gains",
    keyTitle: "Seven days up to",
    columns: [
      { name: "followed", title: "Came", isPlotted: true },
      { name: "unfollowed", title: "Left", isPlotted: true },
    ],
    rows: known.map(({ week, followed, unfollowed, accounts, ofAccounts }) => ({
      key: week,
      label: dayText(week),
      values: [followed, unfollowed],
      note: accounts === ofAccounts ? undefined : `${accounts} of ${counted(ofAccounts, "account")}`,
    })),
  };
}

function netOf({ followed, unfollowed }: { followed: number | null; unfollowed: number | null }): number {
  return followed === null || unfollowed === null ? Number.NEGATIVE_INFINITY : followed - unfollowed;
}
