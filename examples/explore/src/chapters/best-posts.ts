import type { Row, Tables } from "../tables/tables.ts";
import { fewestForUsual } from "../tables/views.ts";
import type { Chapter, PlotRow } from "../figures/figure.ts";
import { numberOf, textOf } from "../figures/numbers.ts";
import { countText, formatText, rateText, shortDayText } from "../figures/words.ts";

/** What people do with a post, and what a page says of it when they do it more than usual. */
const drivers = [
  { column: "shares", words: "shares" },
  { column: "saved", words: "saves" },
  { column: "comments", words: "comments" },
  { column: "likes", words: "likes" },
  { column: "follows", words: "new followers" },
] as const;

/** A rate has to be this many times the usual one to be called a driver. */
const leastDriver = 1.2;

/** The posts with most views, and what people did with them more often than usual. */
export async function bestPosts({ query }: Tables): Promise<Chapter> {
  const rates = drivers.map(({ column }) => `${column} / nullif(views, 0) as ${column}_rate`);
  const usual = drivers.map(
    ({ column }) =>
      `case when count(${column}_rate) over alike >= ${fewestForUsual} then ${column}_rate / nullif(median(${column}_rate) over alike, 0) end as ${column}_times`,
  );
  const rows = await query(`
    with rated as (select *, ${rates.join(", ")} from posts),
    compared as (select *, ${usual.join(", ")} from rated window alike as (partition by account, format))
    select *, strftime(local, '%Y-%m-%d') as local_day from compared
    where views is not null and permalink is not null order by views desc, permalink limit 10`);
  const best = rows[0];
  const [lack] = await query(`
    select count(*) as posts from posts where permalink is null and views > (
      select coalesce(min(views), 0) from (select views from posts where permalink is not null order by views desc nulls last limit 10))`);
  const hidden = Number(lack?.["posts"]);
  if (best === undefined)
    return {
      name: "best_posts",
      title: "What worked best",
      plots: [],
      absent:
        "No post has views: the streams media and media_insights are not in the files, or have no figures yet.",
    };
  return {
    name: "best_posts",
    title: "What worked best",
    plots: [
      {
        name: "top_posts",
        title: "The ten posts with most views",
        finding: `In front: “${captionOf(best)}” with ${countText(Number(best["views"]))} views.`,
        meaning:
          "Views since a post was published. Usual is the middle of the posts of the same account and format: half of them have more. " +
          "“Likes 1.5 × usual” says what people did with a post more often for each view than they usually do." +
          (hidden === 0
            ? ""
            : ` ${hidden} with as many views are left out, because Instagram gives no address for them.`),
        kind: "ranking",
        keyTitle: "Post",
        columns: [
          { name: "views", title: "Views", isPlotted: true },
          { name: "times_usual", title: "Times usual", isPlotted: false, unit: "times" },
          { name: "reach", title: "People reached", isPlotted: false },
          { name: "likes", title: "Likes", isPlotted: false },
          { name: "comments", title: "Comments", isPlotted: false },
          { name: "saved", title: "Saves", isPlotted: false },
          { name: "shares", title: "Shares", isPlotted: false },
        ],
        rows: rows.map(rowOf),
      },
    ],
  };
}

function rowOf(row: Row): PlotRow {
  const day = textOf(row["local_day"]);
  const facts = [
    driverOf(row),
    formatText(String(row["format"])),
    day === undefined ? undefined : shortDayText(day),
    textOf(row["name"]),
  ];
  const columns = ["views", "times_usual", "reach", "likes", "comments", "saved", "shares"];
  return {
    key: String(row["permalink"]),
    label: captionOf(row),
    href: textOf(row["permalink"]),
    values: columns.map((column) => numberOf(row[column])),
    note: facts.filter((fact) => fact !== undefined).join(" · "),
  };
}

function driverOf(row: Row): string | undefined {
  const found = drivers
    .map(({ column, words }) => ({ words, times: numberOf(row[`${column}_times`]) ?? 0 }))
    .toSorted((one, other) => other.times - one.times)[0];
  return found === undefined || found.times < leastDriver
    ? undefined
    : `${found.words} ${rateText(found.times)} × usual`;
}

/** The beginning of a caption, on one line. */
function captionOf(row: Row): string {
  const words = (textOf(row["caption"]) ?? "").replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
  if (words === "") return "Without words";
  const letters = [...new Intl.Segmenter("en").segment(words)].map(({ segment }) => segment);
  return letters.length > 70 ? `${letters.slice(0, 69).join("").trimEnd()}…` : words;
}
