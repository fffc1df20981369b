import type { Tables } from "../tables/tables.ts";
import type { PlotData } from "../figures/figure.ts";
import { numberOf } from "../figures/numbers.ts";
import { countText, dayText } from "../figures/words.ts";

/** More panels than this, and a page is a wall. */
const mostPanels = 6;

/** What the panels show. */
export interface PanelsSpec {
  readonly name: string;
  readonly title: string;
  readonly meaning: string;
  /** Whether the way from the first number to the last is worth telling, or the highest one. */
  readonly tells: "way" | "peak";
}

/**
 * A line for each account, every seventh day back from the last one.
 *
 * @param sql - gives account, day and value.
 */
export async function panelsOf(
  { query }: Tables,
  sql: string,
  { name, title, meaning, tells }: PanelsSpec,
): Promise<PlotData | undefined> {
  const rows = await query(`
    with wanted as (${sql}),
    last as (select max(day) as last_day from wanted),
    shown as (
      select account, name, place from names
      where account in (select account from wanted where value is not null) order by place limit ${mostPanels}
    ),
    calendar as (
      select unnest(generate_series(last_day, (select min(day) from wanted), interval (-7) day))::date as day from last
    )
    select strftime(calendar.day, '%Y-%m-%d') as day, shown.account, shown.name, value,
      (select count(distinct account) from wanted where value is not null) as accounts
    from calendar cross join shown
    left join wanted on wanted.account = shown.account and wanted.day = calendar.day
    order by calendar.day, place`);
  if (rows.length === 0) return undefined;
  const accounts = new Map(rows.map((row) => [String(row["account"]), String(row["name"])]));
  const byDay = new Map<string, (number | null)[]>();
  for (const row of rows) {
    const day = String(row["day"]);
    byDay.set(day, [...(byDay.get(day) ?? []), numberOf(row["value"])]);
  }
  const count = Number(rows[0]?.["accounts"]);
  const findings = [...accounts.values()].flatMap((account, index) => {
    const known = [...byDay.values()]
      .map((values) => values[index] ?? null)
      .filter((value) => value !== null);
    const last = known.at(-1);
    if (last === undefined) return [];
    const told =
      tells === "way" ? `${countText(known[0] ?? last)} → ${countText(last)}` : countText(Math.max(...known));
    return [`${account} ${told}`];
  });
  return {
    name,
    title,
    finding: `${tells === "way" ? "From the first number to the last" : "Most in a week"}: ${findings.join(" · ")}`,
    meaning:
      count > accounts.size
        ? `${meaning} The ${accounts.size} accounts with most followers, of ${countText(count)}.`
        : meaning,
    kind: "panels",
    keyTitle: "Day",
    columns: [...accounts].map(([account, accountName]) => ({
      name: account,
      title: accountName,
      isPlotted: true,
    })),
    rows: [...byDay].map(([day, values]) => ({ key: day, label: dayText(day), values })),
  };
}
