import { dayOf, type Truth } from "../../truth/merged.ts";
import type { NodeTruth } from "../../truth/shapes.ts";
import type { Row } from "../two-days.ts";
import { flag, select, type MartRows, type MartTruth } from "./mart-truth.ts";

const parts = [
  "business_account_id",
  "run_id",
  "stream",
  "thing",
  "metric",
  "variant",
  "ending",
  "reason",
  "what_helps",
] as const;

/** The mart of what is missing, computed from the rows of the stream `sync_events`. */
export function completeness(events: readonly Row[]): MartTruth {
  const newest = newestRun(events);
  const groups = new Map<string, Row[]>();
  for (const event of events) {
    const key = parts.map((part) => event[part] ?? "-").join(" ");
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return {
    sql: select(
      "analytics.instagram__completeness",
      ["account_id", ...parts.slice(1)].map((part) => `coalesce(${part}, '-')`).join(" || ' ' || "),
      ["things", "cast(first_day as varchar)", "cast(last_day as varchar)", flag("is_latest_run")],
    ),
    rows: Object.fromEntries(
      [...groups].map(([key, ofGroup]) => {
        const ends = ofGroup.flatMap(({ day }) => (typeof day === "string" ? [day] : [])).toSorted();
        const [first, last] = [ends[0], ends.at(-1)].map((end) =>
          end === undefined ? null : dayOf({ end }),
        );
        const things = ofGroup.reduce((sum, event) => sum + Number(event["things"]), 0);
        return [
          key,
          [things, first ?? null, last ?? null, Number(ofGroup[0]?.["run_started_at"] === newest)],
        ];
      }),
    ),
  };
}

function newestRun(events: readonly Row[]): string | undefined {
  return events
    .map((event) => String(event["run_started_at"]))
    .toSorted()
    .at(-1);
}

/** The same mart against what the API withheld: posts and stories without a figure, by account and run. */
export function withheld({ readings }: Truth): MartTruth {
  const rows: { [key: string]: [number] } = {};
  for (const [index, { posts, stories }] of readings.entries()) {
    const count = (stream: string, nodes: readonly (NodeTruth & { readonly figures: object })[]) => {
      for (const { account, figures } of nodes) {
        if (Object.values(figures).some((figure) => figure !== null)) continue;
        const key = `${account} ${stream} ${index + 1}`;
        rows[key] = [(rows[key]?.[0] ?? 0) + 1];
      }
    };
    count("media_insights", posts);
    count("story_insights", stories);
  }
  const ofRuns = `(
    select *, dense_rank() over (order by run_started_at) as run from analytics.instagram__completeness
    where ending <> 'missing') as known`;
  const key = "account_id || ' ' || stream || ' ' || cast(run as varchar)";
  return {
    sql: `${select(ofRuns, key, ["cast(sum(things) as bigint)"])} where thing in ('post', 'story') group by 1`,
    rows: rows satisfies MartRows,
  };
}
