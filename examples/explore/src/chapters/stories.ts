import type { Row, Tables } from "../tables/tables.ts";
import type { Chapter, PlotData, PlotRow } from "../figures/figure.ts";
import { numberOf, textOf } from "../figures/numbers.ts";
import { counted, shortDayText, rateText } from "../figures/words.ts";

const mostShown = 20;

const moves = [
  { column: "navigation_tap_forward", label: "To the next story" },
  { column: "navigation_tap_back", label: "Back" },
  { column: "navigation_tap_exit", label: "Closed" },
  { column: "navigation_swipe_forward", label: "To the next account" },
] as const;

/** How people leave stories. */
export async function stories({ query, loaded }: Tables, timeZone: string): Promise<Chapter> {
  const rows = await query(`
    select stories.id, name, strftime(local, '%Y-%m-%d') as local_day,
      strftime(local + (stories."timestamp" - quarter), '%H:%M') as local_time,
      100 * (navigation_tap_exit + navigation_swipe_forward) / nullif(views, 0) as exits_per_100,
      story_insights.*
    from stories
    join story_insights on story_insights.id = stories.id
    left join names on account = stories.business_account_id
    left join local_times on quarter = time_bucket(interval 15 minute, stories."timestamp")
    where views is not null
    order by stories."timestamp" desc, stories.id limit ${mostShown}`);
  const known = rows.filter((row) => numberOf(row["exits_per_100"]) !== null);
  if (rows.length === 0)
    return {
      name: "stories",
      title: "Stories",
      plots: [],
      absent: loaded.has("stories")
        ? "No story has figures. Instagram gives them from about five viewers on, and only while a story is live."
        : "No stories are in the files. Instagram shows a story for 24 hours: a sync every few hours sees them all.",
    };
  const [worst] = known.toSorted(
    (one, other) => Number(other["exits_per_100"]) - Number(one["exits_per_100"]),
  );
  const label = (row: (typeof rows)[number]) => {
    const day = textOf(row["local_day"]);
    return day === undefined ? "Without a date" : `${shortDayText(day)}, ${String(row["local_time"])}`;
  };
  const columns = [
    { name: "exits_per_100", title: "Exits for 100 views", isPlotted: true },
    { name: "views", title: "Views", isPlotted: false },
    ...moves.map(({ column, label: title }) => ({ name: column, title, isPlotted: false })),
    { name: "replies", title: "Replies", isPlotted: false },
  ];
  return {
    name: "stories",
    title: "Stories",
    plots: [
      movesOf(rows),
      {
        name: "story_exits",
        title: "Where people leave",
        finding:
          worst === undefined
            ? "No story says how people left it."
            : `The story of ${label(worst)} lost most: ${rateText(Number(worst["exits_per_100"]))} exits for 100 views.`,
        meaning:
          "Taps that closed the stories and swipes to the next account, for 100 views of the story. " +
          `Times are those of ${timeZone}. The newest ${counted(rows.length, "story with figures", "stories with figures")}.`,
        kind: "bars",
        keyTitle: "Published",
        columns,
        rows: rows.map((row): PlotRow => ({
          key: String(row["id"]),
          label: label(row),
          values: columns.map(({ name }) => numberOf(row[name])),
          note: textOf(row["name"]),
        })),
      },
    ],
  };
}

/** What people did in all of them. A story without one of the numbers is left out of its sum, and said to be. */
function movesOf(rows: readonly Row[]): PlotData {
  const sums = moves.map(({ column, label }): PlotRow => {
    const known = rows.map((row) => numberOf(row[column])).filter((value) => value !== null);
    return {
      key: column,
      label,
      values: [known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)],
      note: known.length === rows.length ? undefined : counted(known.length, "story", "stories"),
    };
  });
  const total = sums.reduce((sum, { values }) => sum + (values[0] ?? 0), 0);
  const left = (sums[2]?.values[0] ?? 0) + (sums[3]?.values[0] ?? 0);
  return {
    name: "story_moves",
    title: "What people do in stories",
    finding:
      total === 0
        ? "Nothing is known."
        : `Of 100 moves, ${rateText((100 * left) / total)} leave the stories of the account.`,
    meaning:
      "Taps and swipes in the same stories: on to the next story, back, out of the stories, and on to the next account.",
    kind: "bars",
    keyTitle: "Move",
    columns: [{ name: "moves", title: "Times", isPlotted: true }],
    rows: sums,
  };
}
