import { dayOf, type Truth } from "../../truth/merged.ts";
import type { NodeTruth } from "../../truth/shapes.ts";
import type { Row } from "../two-days.ts";
import { flag, plain, time, type MartTruth } from "./mart-truth.ts";

const mart = "analytics.instagram__completeness";
const parts = ["run_id", "stream", "thing", "metric", "variant", "ending", "reason", "what_helps"] as const;

/** The mart of what is missing, computed from the rows of the stream `sync_events`. */
export function completeness(events: readonly Row[]): MartTruth {
  const started = events.map((event) => String(event["run_started_at"])).toSorted();
  const groups = new Map<string, Row[]>();
  for (const event of events) {
    const key = ["business_account_id", ...parts].map((part) => event[part] ?? "-").join(" ");
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return {
    mart,
    key: ["account_id", ...parts],
    columns: {
      ...plain("things"),
      ...time("run_started_at"),
      first_day: "cast(first_day as varchar)",
      last_day: "cast(last_day as varchar)",
      ...flag("is_latest_run"),
      ...plain("message"),
    },
    rows: Object.fromEntries(
      [...groups].map(([key, ofGroup]) => {
        const [first] = ofGroup;
        const days = ofGroup
          .flatMap(({ day }) => (typeof day === "string" ? [dayOf({ end: day })] : []))
          .toSorted();
        return [
          key,
          [
            ofGroup.reduce((sum, event) => sum + Number(event["things"]), 0),
            Date.parse(String(first?.["run_started_at"])),
            days[0] ?? null,
            days.at(-1) ?? null,
            Number(first?.["run_started_at"] === started.at(-1)),
            messageOf(ofGroup),
          ],
        ];
      }),
    ),
  };
}

/** Of several messages the mart has one: which one depends on how the warehouse orders texts. */
function messageOf(events: readonly Row[]): string {
  const [message, ...others] = new Set(events.map((event) => String(event["message"])));
  if (message === undefined || others.length > 0)
    throw new Error(`Events of one group have the messages ${[message, ...others].join(", ")}; wanted one`);
  return message;
}

/** The same mart beside what the API withheld: posts and stories without a figure, by account and run. */
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
    // What is withheld from one of them is withheld from both.
    for (const stream of ["media_insights", "media_insights_daily"]) count(stream, posts);
    count("story_insights", stories);
  }
  return {
    mart,
    query: `
      select account_id, stream, run, cast(sum(things) as bigint) as things
      from (select *, dense_rank() over (order by run_started_at) as run from ${mart} where ending <> 'missing') as ranked
      where thing in ('post', 'story')
      group by account_id, stream, run`,
    key: ["account_id", "stream", "run"],
    columns: plain("things"),
    rows,
  };
}
