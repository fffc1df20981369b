import type { Row, Tables } from "../tables/tables.ts";
import type { Chapter, PlotData } from "../figures/figure.ts";
import { numberOf } from "../figures/numbers.ts";
import { counted, countText, formatsText, formatText, rateText } from "../figures/words.ts";

/** The middle of fewer posts says nothing of a format. */
const fewestPosts = 3;

const tooFew = ` Less than ${fewestPosts} posts are too few to say.`;

const middle = (column: string): string =>
  `case when count(${column}) >= ${fewestPosts} then median(${column}) end`;

/** Formats compared. */
export async function formats({ query }: Tables): Promise<Chapter> {
  const rows = await query(`
    with rated as (select *, 100 * total_interactions / nullif(reach, 0) as rate from posts)
    select format, count(*) as posts, count(views) as with_views, count(rate) as with_rate,
      ${middle("views")} as views, ${middle("reach")} as reach, ${middle("rate")} as interaction_rate,
      ${middle("saved")} as saves, ${middle("shares")} as shares
    from rated group by format order by posts desc, format`);
  if (rows.length === 0)
    return {
      name: "formats",
      title: "Formats compared",
      plots: [],
      absent: "The files have no posts: the stream media.",
    };
  const total = rows.reduce((sum, row) => sum + Number(row["posts"]), 0);
  const most = rows[0];
  const plots = [
    plotOf(rows, {
      name: "posts_by_type",
      title: "What you publish",
      finding: `${namesOf(most)} come first: ${countText(Number(most?.["posts"]))} of ${counted(total, "post")}.`,
      meaning: "Posts and reels by format. A video that is published as a reel counts as a reel.",
      shown: [["posts", "Posts"]],
      beside: [],
      counted: undefined,
    }),
    plotOf(rows, {
      name: "views_by_type",
      title: "What it brings",
      finding: compared(rows, "views", "views"),
      meaning:
        "The middle of the views of a format: half of its posts have more. The table has the middle of other figures, too." +
        tooFew,
      shown: [["views", "Views"]],
      beside: [
        ["reach", "People reached"],
        ["saves", "Saves"],
        ["shares", "Shares"],
      ],
      counted: "with_views",
    }),
    plotOf(rows, {
      name: "interactions_by_type",
      title: "What people react to",
      finding: compared(rows, "interaction_rate", "interactions for 100 people"),
      meaning:
        "Likes, saves, comments, shares and reposts for 100 people reached: the middle of the posts of a format." +
        tooFew,
      shown: [["interaction_rate", "Interactions for 100 people"]],
      beside: [],
      counted: "with_rate",
    }),
  ];
  return { name: "formats", title: "Formats compared", plots };
}

interface FormatPlot {
  readonly name: string;
  readonly title: string;
  readonly finding: string;
  readonly meaning: string;
  readonly shown: readonly (readonly [column: string, title: string])[];
  readonly beside: readonly (readonly [column: string, title: string])[];
  /** The column that says of how many posts a middle is. */
  readonly counted: string | undefined;
}

function plotOf(
  rows: readonly Row[],
  { name, title, finding, meaning, shown, beside, counted: of }: FormatPlot,
): PlotData {
  const columns = [
    ...shown.map(([column, heading]) => ({ name: column, title: heading, isPlotted: true })),
    ...beside.map(([column, heading]) => ({ name: column, title: heading, isPlotted: false })),
  ];
  return {
    name,
    title,
    finding,
    meaning,
    kind: "bars",
    keyTitle: "Format",
    columns,
    rows: rows.map((row) => ({
      key: String(row["format"]),
      label: nameOf(row),
      values: columns.map((column) => numberOf(row[column.name])),
      note: of === undefined ? undefined : noteOf(Number(row[of])),
    })),
  };
}

function noteOf(posts: number): string {
  return posts > 0 && posts < fewestPosts ? `${counted(posts, "post")}, too few` : counted(posts, "post");
}

function compared(rows: readonly Row[], column: string, what: string): string {
  const known = rows
    .filter((row) => numberOf(row[column]) !== null)
    .toSorted((one, other) => Number(other[column]) - Number(one[column]));
  const [best] = known;
  const worst = known.at(-1);
  if (best === undefined) return "No post has this number.";
  const first = `${namesOf(best)} are in front with ${rateText(Number(best[column]))} ${what}`;
  const ratio = Number(best[column]) / Number(worst?.[column]);
  return known.length < 2 || !Number.isFinite(ratio)
    ? `${first}.`
    : `${first}, ${rateText(ratio)} times as many as ${namesOf(worst).toLowerCase()}.`;
}

function nameOf(row: Row): string {
  return formatText(String(row["format"]));
}

function namesOf(row: Row | undefined): string {
  return formatsText(String(row?.["format"]));
}
