import { isoOf, partsOf } from "./answers.ts";
import { eachOf, type Graph } from "./graph.ts";
import { dayTotals, type DayTruth, type Figure, type Figures, type Reading } from "./shapes.ts";

const dayMs = 86_400_000;

/**
 * The days that are over, of the two years that the API has.
 *
 * @param before - an earlier reading: what it has of days that ended more than a week ago is not asked for again.
 */
export async function readDays(
  graph: Graph,
  account: string,
  nowMs: number,
  before: Reading | undefined,
): Promise<DayTruth[]> {
  const known = (before?.days ?? []).filter(
    (day) => day.account === account && Date.parse(day.end) < nowMs - 7 * dayMs,
  );
  const knownEnds = new Set(known.map(({ end }) => end));
  const series = async (metric: string, period: string) => {
    const found = new Map<string, Figure>();
    // At most thirty days a call.
    for (let untilMs = nowMs; untilMs > nowMs - 730 * dayMs; untilMs -= 30 * dayMs) {
      const sinceMs = Math.max(untilMs - 30 * dayMs, nowMs - 730 * dayMs + 3_600_000);
      const answer = await graph.get(`${account}/insights`, {
        metric,
        period,
        since: Math.floor(sinceMs / 1000),
        until: Math.floor(untilMs / 1000),
      });
      for (const { value, end_time: end } of answer.data?.[0]?.values ?? [])
        if (end !== undefined) found.set(isoOf(end), value ?? null);
    }
    return found;
  };
  const [reach, week, fourWeeks, followers] = await Promise.all([
    series("reach", "day"),
    series("reach", "week"),
    series("reach", "days_28"),
    series("follower_count", "day"),
  ]);
  // The tap goes back 729 days from its own clock, which is not that of the simulator.
  const oldestMs = Date.now() - 729 * dayMs;
  const ends = [...reach.keys()].filter((end) => Date.parse(end) <= nowMs && Date.parse(end) >= oldestMs);
  const asked = ends.filter((end) => !knownEnds.has(end)).toSorted();
  const read = await eachOf(asked, async (end): Promise<DayTruth> => {
    // A total is that of the days whose end is within the bounds.
    const until = Date.parse(end) / 1000;
    const span = { period: "day", metric_type: "total_value", since: until - 3600, until };
    const totals = await graph.get(`${account}/insights`, { ...span, metric: dayTotals.join(",") });
    const follows = await graph.get(`${account}/insights`, {
      ...span,
      metric: "follows_and_unfollows",
      breakdown: "follow_type",
    });
    const followed = partsOf(follows.data?.[0]);
    const totalOf = (name: string) => totals.data?.find((metric) => metric.name === name)?.total_value?.value;
    return {
      account,
      end,
      figures: {
        ...(Object.fromEntries(dayTotals.map((name) => [name, totalOf(name) ?? null])) as Figures<
          (typeof dayTotals)[number]
        >),
        reach: reach.get(end) ?? null,
        reach_week: week.get(end) ?? null,
        reach_days_28: fourWeeks.get(end) ?? null,
        // Of this one it asks for 30 days less an hour, because clocks differ.
        follower_count:
          Date.parse(end) <= Date.now() - 30 * dayMs + 3_600_000 ? null : (followers.get(end) ?? null),
        followed: followed.get("FOLLOWER") ?? null,
        unfollowed: followed.get("NON_FOLLOWER") ?? null,
      },
    };
  });
  return [...known, ...read];
}
