import type { Tables } from "../tables/tables.ts";
import type { Lack } from "../figures/figure.ts";
import { textOf } from "../figures/numbers.ts";
import { dayText } from "../figures/words.ts";

/** What is not there: what the files show, and what the newest sync that left something out says of itself. */
export async function lacks(tables: Tables): Promise<Lack[]> {
  const found: Lack[] = [];
  for (const { name, one, many, sql, why } of looked) {
    const [row] = await tables.query(sql);
    const count = Number(row?.["count"] ?? 0);
    found.push({ name, what: count === 1 ? one : many, count, why });
  }
  return [...found.filter(({ count }) => count > 0), ...(await told(tables))];
}

const looked = [
  {
    name: "days_without_views",
    one: "day of an account without views",
    many: "days of accounts without views",
    sql: "select count(*) as count from user_insights where views is null",
    why: "Instagram gave no number.",
  },
  {
    name: "days_not_there",
    one: "day of an account that is not in the files",
    many: "days of accounts that are not in the files",
    sql: `select coalesce(sum(span - days), 0) as count from (
            select max(day) - min(day) + 1 as span, count(*) as days from days group by account)`,
    why: "Days between an account's first and last without a row. The log of the sync says why.",
  },
  {
    name: "accounts_without_growth",
    one: "account without new and lost followers",
    many: "accounts without new and lost followers",
    sql: `select count(*) as count from (select account from days group by account having count(followed) = 0)`,
    why: "Instagram counts them for accounts with 100 followers or more.",
  },
  {
    name: "posts_without_views",
    one: "post or reel without views",
    many: "posts and reels without views",
    sql: "select count(*) as count from posts where views is null",
    why: "Too young, published before the account was professional, deleted meanwhile, or of a kind without this number.",
  },
  {
    name: "posts_without_address",
    one: "post or reel without an address",
    many: "posts and reels without an address",
    sql: "select count(*) as count from posts where permalink is null",
    why: "Instagram gives none, for instance for copyright; they are not among the best posts.",
  },
  {
    name: "stories_without_views",
    one: "story without figures",
    many: "stories without figures",
    sql: `select count(*) as count from stories left join story_insights on story_insights.id = stories.id where views is null`,
    why: "Instagram gives them from about five viewers on.",
  },
] as const;

async function told({ query }: Tables): Promise<Lack[]> {
  const rows = await query(`
    select strftime(run_started_at, '%Y-%m-%d') as day, stream, thing, metric, ending, reason, what_helps,
      sum(things) as things, min(message) filter (code is null) as words
    from sync_events
    where ending <> 'unavailable' and run_started_at = (select max(run_started_at) from sync_events)
    group by run_started_at, stream, thing, metric, ending, reason, what_helps
    order by things desc, stream, thing, metric, reason`);
  return rows.map((row) => {
    const count = Number(row["things"]);
    const stream = String(row["stream"]);
    const metric = textOf(row["metric"]);
    return {
      name: ["told", stream, row["thing"], metric, row["reason"]]
        .map((part) => textOf(part))
        .filter((part) => part !== undefined)
        .join("."),
      // Syncs without a lack leave no rows, so that this one may be of long ago.
      what: `${metric ?? thingText(textOf(row["thing"]), count)} in ${stream}, sync of ${dayText(String(row["day"]))}`,
      count,
      why: `${sentence(textOf(row["words"]) ?? textOf(row["reason"])?.replaceAll("-", " "))}${helpOf(textOf(row["what_helps"]))}`,
    };
  });
}

const plurals = new Map([
  ["media", "media"],
  ["story", "stories"],
]);

function thingText(thing = "thing", count: number): string {
  return count === 1 ? thing : (plurals.get(thing) ?? `${thing}s`);
}

function sentence(words = "no reason given"): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function helpOf(help: string | undefined): string {
  if (help === "later") return " The next sync asks again.";
  if (help === "act") return " A person has to change a permission, token or setting.";
  return "";
}
