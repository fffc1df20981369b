import type { Tables } from "../tables/tables.ts";
import type { Lack } from "../figures/figure.ts";
import { textOf } from "../figures/numbers.ts";

/** What is not there: what the files show, and what the newest sync that left something out says of itself. */
export async function lacks(tables: Tables): Promise<Lack[]> {
  const found: Lack[] = [];
  for (const { sql, ...lack } of looked) {
    const [row] = await tables.query(sql);
    found.push({ ...lack, count: Number(row?.["count"] ?? 0) });
  }
  return [...found.filter(({ count }) => count > 0), ...(await told(tables))];
}

const looked = [
  {
    name: "days_without_views",
    what: "Days of accounts without views",
    sql: "select count(*) as count from user_insights where views is null",
    why: "Instagram gave no number.",
  },
  {
    name: "days_not_there",
    what: "Days of accounts that are not in the files",
    sql: `select coalesce(sum(span - days), 0) as count from (
            select max(day) - min(day) + 1 as span, count(*) as days from days group by account)`,
    why: "Days between an account's first and last without a row. The log of the sync says why.",
  },
  {
    name: "accounts_without_growth",
    what: "Accounts without new and lost followers",
    sql: `select count(*) as count from (select account from days group by account having count(followed) = 0)`,
    why: "Instagram counts them for accounts with 100 followers or more.",
  },
  {
    name: "posts_without_views",
    what: "Posts and reels without views",
    sql: "select count(*) as count from posts where views is null",
    why: "Too young, published before the account was professional, deleted meanwhile, or of a kind without this number.",
  },
  {
    name: "posts_without_address",
    what: "Posts and reels without an address",
    sql: "select count(*) as count from posts where permalink is null",
    why: "Instagram gives none, for instance for copyright; they are not among the best posts.",
  },
  {
    name: "stories_without_views",
    what: "Stories without figures",
    sql: `select count(*) as count from stories left join story_insights on story_insights.id = stories.id where views is null`,
    why: "Instagram gives them from about five viewers on.",
  },
] as const;

async function told({ query }: Tables): Promise<Lack[]> {
  const rows = await query(`
    select strftime(run_started_at, '%Y-%m-%d') as day, stream, thing, metric, ending, reason, what_helps,
      sum(things) as things
    from sync_events
    where ending <> 'unavailable' and run_started_at = (select max(run_started_at) from sync_events)
    group by all order by things desc, stream, thing, metric, reason`);
  return rows.map((row) => ({
    name: ["told", row["stream"], row["thing"], row["metric"], row["reason"]]
      .map((part) => textOf(part))
      .filter((part) => part !== undefined)
      .join("."),
    // Syncs without a lack leave no rows, so that this one may be of long ago.
    what: [`Sync of ${textOf(row["day"])}`, row["stream"], row["metric"] ?? row["thing"]]
      .map((part) => textOf(part))
      .filter((part) => part !== undefined)
      .join(" · "),
    count: Number(row["things"]),
    why: `${sentence(textOf(row["reason"]) ?? "no reason given")}${helpOf(textOf(row["what_helps"]))}`,
  }));
}

function sentence(reason: string): string {
  const words = reason.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function helpOf(help: string | undefined): string {
  if (help === "later") return " The next sync asks again.";
  if (help === "act") return " A person has to change a permission, token or setting.";
  return "";
}
