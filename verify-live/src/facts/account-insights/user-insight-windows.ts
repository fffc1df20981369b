import { pacificDays, type GraphNode } from "@tap-instagram/core";
import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { expectRefusal } from "../../verdict/expect-refusal.ts";
import { bothHosts, facebookHost, type Certainty, type Fact } from "../fact.ts";
import { agrees, agreesIf, differs, NotTestableError, type Outcome } from "../../verdict/outcome.ts";
import type { Probe } from "../../asking/probe.ts";
import { needHundredFollowers } from "../../subjects/account.ts";
import { dayEnd, needFigures, pointsOf, userInsightsQuestion } from "../../subjects/insights.ts";
import { reach, reachOfThirtyDays } from "../../subjects/user-insights.ts";
import { pages } from "../vendor-pages.ts";

const daySeconds = 24 * 60 * 60;

function ageWindow(probe: Probe, days: number) {
  const since = Math.floor(probe.nowMs / 1000) - days * daySeconds;
  return { since, until: since + daySeconds };
}

/** Agrees where a series came, or an empty list because there is no data. */
function expectSeries(body: GraphNode): Outcome {
  const { data } = body;
  if (!Array.isArray(data)) return differs("{data: list}", shapeOf(body));
  return agrees(data.length === 0 ? "accepted, without data" : undefined);
}

async function rollingPoints(probe: Probe, period: "week" | "days_28"): Promise<Outcome> {
  const window = { since: dayEnd(probe, 3), until: dayEnd(probe, 1), period };
  const points = pointsOf(await probe.answer(await reach(probe, window)), "reach");
  if (points.length === 0) throw new NotTestableError(`an account with a reach per ${period}`);
  return agreesIf(points.length === 3, "a point for each of three days", "another number of points");
}

const common = {
  source: pages.userInsights,
  hosts: bothHosts,
  certainty: "measured" as Certainty,
};

export const userInsightWindowFacts: readonly Fact[] = [
  {
    ...common,
    name: "thirty-days-accepted",
    claim: "A window of exactly 30 days (2592000 seconds) is answered",
    reliedOnBy: "tap: windows of user_insights",
    check: async (probe) => expectSeries(await probe.answer(await reachOfThirtyDays(probe))),
  },
  {
    ...common,
    name: "longer-windows-refused",
    claim: "A window of 31 days is refused with code 100",
    reliedOnBy: "tap: windows of user_insights are no longer than 30 days",
    hosts: facebookHost,
    async check(probe) {
      const until = dayEnd(probe, 0);
      const reply = await probe.ask(await reach(probe, { since: until - 31 * daySeconds, until }));
      return expectRefusal(reply, { kinds: ["misuse"], code: 100 });
    },
  },
  {
    ...common,
    name: "two-years-back-accepted",
    claim: "A window that begins 729 days ago is answered",
    reliedOnBy: "tap: history of user_insights",
    check: async (probe) => expectSeries(await probe.answer(await reach(probe, ageWindow(probe, 729)))),
  },
  {
    ...common,
    name: "more-than-two-years-refused",
    claim: "A window that begins 730 days ago is refused with code 100",
    reliedOnBy: "tap: history of user_insights goes no further back",
    check: async (probe) =>
      expectRefusal(await probe.ask(await reach(probe, ageWindow(probe, 730))), {
        kinds: ["misuse"],
        code: 100,
      }),
  },
  {
    ...common,
    name: "both-bounds-belong-to-the-window",
    claim:
      "A day is in the window when since <= end_time <= until: from one midnight to the next are two days",
    reliedOnBy: "core: questionsForWindow",
    async check(probe) {
      const window = { since: dayEnd(probe, 6), until: dayEnd(probe, 5) };
      const points = pointsOf(await probe.answer(await reach(probe, window)), "reach");
      if (points.length === 0) throw new NotTestableError("an account with a reach five days ago");
      const ends = points.map(({ endMs }) => endMs / 1000);
      const isFit = ends.length === 2 && ends.includes(window.since) && ends.includes(window.until);
      const inside = [
        ...(ends.includes(window.since) ? ["since"] : []),
        ...(ends.includes(window.until) ? ["until"] : []),
      ];
      return agreesIf(
        isFit,
        "a point at since and one at until",
        inside.length > 0 ? `the point at ${inside.join(" and ")} only, or further ones` : "other points",
      );
    },
  },
  {
    ...common,
    name: "end-time-at-pacific-midnight",
    claim: "end_time is a midnight in California, written 2026-07-02T07:00:00+0000",
    certainty: "recorded",
    reliedOnBy: "core: pacificDays; key of user_insights",
    async check(probe) {
      const points = pointsOf(await probe.answer(await reachOfThirtyDays(probe)), "reach");
      if (points.length === 0) throw new NotTestableError("an account with a reach");
      const midnights = pacificDays(
        probe.nowMs - 40 * daySeconds * 1000,
        probe.nowMs + 2 * daySeconds * 1000,
      );
      const ends = new Set(midnights.map(({ endMs }) => endMs));
      const unexpected = points.find(
        ({ endTime, endMs }) => !ends.has(endMs) || !/T0[78]:00:00\+0000$/.test(endTime),
      );
      return agreesIf(
        unexpected === undefined,
        "T07:00:00+0000 or T08:00:00+0000",
        unexpected?.endTime.slice(10) ?? "",
      );
    },
  },
  {
    ...common,
    name: "series-shape",
    claim: "A series is values: [{value, end_time}], the value an integer",
    certainty: "recorded",
    reliedOnBy: "core: insightsBody",
    async check(probe) {
      const body = needFigures(await probe.answer(await reachOfThirtyDays(probe)));
      const points = pointsOf(body, "reach");
      const isFit =
        points.length > 0 && points.every(({ value, endTime }) => Number.isInteger(value) && endTime);
      return agreesIf(isFit, "values: list of {value: integer, end_time: timestamp}", shapeOf(body, 6));
    },
  },
  {
    ...common,
    name: "running-day-stamped-ahead",
    claim: "The running day has a point already, stamped with the midnight that will end it",
    certainty: "inferred",
    reliedOnBy: "tap: date of user_insights is the end of the day; the running day is not asked for",
    async check(probe) {
      const now = Math.floor(probe.nowMs / 1000);
      const window = { since: dayEnd(probe, 2), until: now + 2 * daySeconds };
      const points = pointsOf(await probe.answer(await reach(probe, window)), "reach");
      if (points.length === 0) throw new NotTestableError("an account with a reach these days");
      const isAhead = points.some(({ endMs }) => endMs > probe.nowMs);
      return agreesIf(
        isAhead,
        "a stamp that lies ahead",
        "no stamp lies ahead: stamps open their day, or the running day is held back",
      );
    },
  },
  {
    ...common,
    name: "reach-per-week",
    claim: "reach by period week has a rolling point for every day",
    certainty: "documented",
    reliedOnBy: "core: the figure reach_week",
    check: (probe) => rollingPoints(probe, "week"),
  },
  {
    ...common,
    name: "reach-per-28-days",
    claim: "reach by period days_28 has a rolling point for every day",
    certainty: "documented",
    reliedOnBy: "core: the figure reach_days_28",
    check: (probe) => rollingPoints(probe, "days_28"),
  },
  {
    ...common,
    name: "follower-count-of-thirty-days",
    claim: "follower_count answers for windows within the last 30 days",
    certainty: "documented",
    reliedOnBy: "core: historyDays",
    async check(probe) {
      await needHundredFollowers(probe);
      const params = { period: "day", since: dayEnd(probe, 28), until: dayEnd(probe, 1) };
      const reply = await probe.ask(await userInsightsQuestion(probe, ["follower_count"], params));
      const points = reply.ok ? pointsOf(needFigures(reply.body), "follower_count") : [];
      const isFit = points.length > 0 && points.every(({ value }) => Number.isInteger(value));
      return agreesIf(isFit, "a series of integers", describeReply(reply));
    },
  },
];
