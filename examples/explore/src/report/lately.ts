import type { Row, Tables } from "../tables/tables.ts";
import type { Figure } from "../figures/figure.ts";
import { numberOf } from "../figures/numbers.ts";
import { counted, countText, percentText } from "../figures/words.ts";

const windowDays = 28;

/** The last four weeks beside the four before: whole weeks on both sides, so that weekends weigh the same. */
export async function lately({ query }: Tables): Promise<Figure[]> {
  const parts = wanted.flatMap(({ column }) => [
    `sum(${column}) filter (is_now) as ${column}_now, count(${column}) filter (is_now) as ${column}_days_now`,
    `sum(${column}) filter (is_before) as ${column}_before, count(${column}) filter (is_before) as ${column}_days_before`,
  ]);
  const [row] = await query(`
    with placed as (
      select *, max(day) over () - day < ${windowDays} as is_now,
        max(day) over () - day between ${windowDays} and ${2 * windowDays - 1} as is_before
      from days
    )
    select ${parts.join(", ")} from placed`);
  if (row === undefined) return [];
  return wanted.map(({ column, label, meaning }) => ({
    name: `${column}_lately`,
    label,
    value: numberOf(row[`${column}_now`]),
    meaning: `${meaning} In the last ${windowDays} days of the report, beside the ${windowDays} days before.`,
    ...trendOf(row, column),
  }));
}

function trendOf(row: Row, column: string): Pick<Figure, "trend" | "direction"> {
  const now = numberOf(row[`${column}_now`]);
  const before = numberOf(row[`${column}_before`]);
  const daysNow = Number(row[`${column}_days_now`]);
  const daysBefore = Number(row[`${column}_days_before`]);
  if (now === null) return {};
  if (before === null) return { trend: "nothing before to compare with" };
  if (daysNow !== daysBefore)
    return { trend: `not compared: ${counted(daysNow, "day")} now, ${countText(daysBefore)} before` };
  if (before === 0) return { trend: "0 before" };
  const change = now / before - 1;
  if (Math.round(change * 100) === 0) return { trend: "as many as before" };
  return {
    trend: `${percentText(Math.abs(change))} ${change > 0 ? "more" : "fewer"} than before`,
    direction: change > 0 ? "up" : "down",
  };
}

const wanted = [
  { column: "views", label: "Views", meaning: "How often content was played or shown." },
  {
    column: "total_interactions",
    label: "Interactions",
    meaning: "Likes, saves, comments, shares, replies and reposts.",
  },
  { column: "followed", label: "New followers", meaning: "Accounts that began to follow." },
  {
    column: "unfollowed",
    label: "Followers lost",
    meaning: "Accounts that stopped following, or left Instagram.",
  },
  { column: "profile_views", label: "Profile visits", meaning: "How often a profile was opened." },
  { column: "website_clicks", label: "Website taps", meaning: "Taps on the website in a profile." },
] as const;
