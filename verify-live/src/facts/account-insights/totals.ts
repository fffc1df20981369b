import type { Probe } from "../../asking/probe.ts";
import { numberOf, recordOf, textOf } from "../../exchange/records.ts";
import { dayEnd, entryOf, needFigures, userInsightsQuestion } from "../../subjects/insights.ts";
import { reach, reachOfThirtyDays, total } from "../../subjects/user-insights.ts";
import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { agrees, agreesIf, differs, NotTestableError, type Outcome } from "../../verdict/outcome.ts";
import { bothHosts, instagramHost, type Certainty, type Fact } from "../fact.ts";
import { pages } from "../vendor-pages.ts";

/** The days that ended from `oldest` to `newest` days ago, as the tap asks for totals. */
function days(probe: Probe, oldest: number, newest: number) {
  return { since: dayEnd(probe, oldest + 1) + 1, until: dayEnd(probe, newest) };
}

async function likesOf(probe: Probe, oldest: number, newest: number): Promise<number> {
  const params = { ...total, ...days(probe, oldest, newest) };
  const body = needFigures(await probe.answer(await userInsightsQuestion(probe, ["likes"], params)));
  const value = numberOf(recordOf(entryOf(body, "likes")?.["total_value"]), "value");
  if (value === undefined) throw new TypeError(`total_value without a value: ${shapeOf(body, 5)}`);
  return value;
}

/** Whether an entry says the period that was asked for. */
async function saysItsPeriod(probe: Probe, period: "week" | "days_28"): Promise<Outcome> {
  const window = { since: dayEnd(probe, 3), until: dayEnd(probe, 1), period };
  const entry = entryOf(await probe.answer(await reach(probe, window)), "reach");
  if (entry === undefined) throw new NotTestableError(`an account with a reach per ${period}`);
  return agreesIf(entry["period"] === period, period, textOf(entry, "period") ?? "no period");
}

const common = {
  source: pages.userInsights,
  hosts: bothHosts,
  certainty: "measured" as Certainty,
};

export const totalFacts: readonly Fact[] = [
  {
    ...common,
    name: "total-of-a-window-sums-its-days",
    claim: "likes as the total of two days is the sum of the totals of each",
    reliedOnBy: "core: a day's total is that of its window; custom reports over longer windows",
    async check(probe) {
      const [both, first, second] = [
        await likesOf(probe, 6, 5),
        await likesOf(probe, 6, 6),
        await likesOf(probe, 5, 5),
      ];
      probe.need(both + first + second > 0 ? true : undefined, "likes five or six days ago");
      return agreesIf(both === first + second, "the sum of the days", "another number");
    },
  },
  {
    ...common,
    name: "day-series-says-day",
    claim: "A series by day says period: day",
    reliedOnBy: "core: an entry of another period is left out",
    async check(probe) {
      const entry = entryOf(needFigures(await probe.answer(await reachOfThirtyDays(probe))), "reach");
      return agreesIf(entry?.["period"] === "day", "day", textOf(entry ?? {}, "period") ?? "no period");
    },
  },
  {
    ...common,
    name: "week-series-says-week",
    claim: "A series by week says period: week",
    reliedOnBy: "core: a day's figure never becomes a week's",
    check: (probe) => saysItsPeriod(probe, "week"),
  },
  {
    ...common,
    name: "days-28-series-says-days-28",
    claim: "A series by days_28 says period: days_28",
    reliedOnBy: "core: a day's figure never becomes that of 28 days",
    check: (probe) => saysItsPeriod(probe, "days_28"),
  },
  {
    ...common,
    name: "totals-say-day",
    claim: "A total says period: day",
    reliedOnBy: "core: an entry of another period is left out",
    async check(probe) {
      const params = { ...total, ...days(probe, 5, 5) };
      const body = needFigures(await probe.answer(await userInsightsQuestion(probe, ["likes"], params)));
      const entry = entryOf(body, "likes") ?? {};
      return agreesIf(entry["period"] === "day", "day", textOf(entry, "period") ?? shapeOf(body));
    },
  },
  {
    ...common,
    name: "instagram-host-longer-totals",
    claim: "graph.instagram.com answers the total of 60 days, or refuses it with code 100",
    hosts: instagramHost,
    reliedOnBy: "tap: windows are no longer than 30 days on either host",
    async check(probe) {
      const params = { ...total, ...days(probe, 60, 1) };
      const reply = await probe.ask(await userInsightsQuestion(probe, ["likes"], params));
      if (reply.ok && Array.isArray(reply.body["data"])) return agrees("answered");
      const isRefused = !reply.ok && reply.error.code === 100;
      return isRefused ? agrees(describeReply(reply)) : differs("one of the two", describeReply(reply));
    },
  },
];
