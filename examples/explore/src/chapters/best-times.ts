import type { Row, Tables } from "../tables/tables.ts";
import type { Chapter, PlotData, PlotRow } from "../figures/figure.ts";
import { numberOf } from "../figures/numbers.ts";
import { counted, rateText } from "../figures/words.ts";

/** With fewer posts a middle says nothing. */
const fewestPosts = 3;

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** When posts work best. Views are held against what is usual, so that large accounts and reels do not win by themselves. */
export async function bestTimes({ query }: Tables, timeZone: string): Promise<Chapter> {
  const by = (part: string): Promise<Row[]> =>
    query(`
      select ${part}(local)::integer as slot, count(times_usual) as posts,
        case when count(times_usual) >= ${fewestPosts} then median(times_usual) end as times
      from posts where local is not null group by slot`);
  const meaning =
    "The middle of how many times its usual views a post has; usual is the middle of the posts of the same account and format. " +
    `1 is as usual. Times are those of ${timeZone}. Less than ${fewestPosts} posts are too few to say.`;
  const weekday = slots(
    await by("isodow"),
    weekdays.map((name, index) => [index + 1, name]),
  );
  const hours = Array.from(
    { length: 24 },
    (_, hour) => [hour, `${String(hour).padStart(2, "0")}:00`] as const,
  );
  const hour = slots(await by("hour"), hours);
  const plot = (name: string, title: string, kind: PlotData["kind"], keyTitle: string, rows: PlotRow[]) => ({
    name,
    title,
    kind,
    keyTitle,
    finding: bestOf(rows),
    meaning,
    columns: [{ name: "times_usual", title: "Times usual views", isPlotted: true, unit: "times" as const }],
    rows,
  });
  const plots = [
    plot("best_weekday", "Best weekday", "bars", "Weekday", weekday),
    plot("best_hour", "Best hour", "columns", "Hour", hour),
  ].filter(({ rows }) => isKnown(rows));
  return {
    name: "best_times",
    title: "When to publish",
    plots,
    absent: plots.length > 0 ? undefined : "There are too few posts with views to say when to publish.",
  };
}

function slots(found: readonly Row[], names: readonly (readonly [slot: number, name: string])[]): PlotRow[] {
  const bySlot = new Map(found.map((row) => [Number(row["slot"]), row]));
  return names.map(([slot, name]) => {
    const row = bySlot.get(slot);
    const posts = Number(row?.["posts"] ?? 0);
    const times = numberOf(row?.["times"]);
    return {
      key: String(slot),
      label: name,
      values: [times],
      note: times === null && posts > 0 ? `${counted(posts, "post")}, too few` : counted(posts, "post"),
    };
  });
}

function isKnown(rows: readonly PlotRow[]): boolean {
  return rows.some(({ values }) => values[0] !== null);
}

function bestOf(rows: readonly PlotRow[]): string {
  const best = rows.toSorted((one, other) => (other.values[0] ?? -1) - (one.values[0] ?? -1))[0];
  return best === undefined
    ? ""
    : `${best.label} is best: ${rateText(best.values[0] ?? 0)} times the usual views, ${best.note}.`;
}
