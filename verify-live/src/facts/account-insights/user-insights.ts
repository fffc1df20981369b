import { userMetrics } from "@tap-instagram/core/matrix";
import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { bothHosts, type Certainty, type Fact } from "../fact.ts";
import { agrees, agreesIf, differs } from "../../verdict/outcome.ts";
import { dataOf, numberOf, recordOf } from "../../exchange/records.ts";
import { findProfile, needHundredFollowers } from "../../subjects/account.ts";
import {
  dayEnd,
  entryOf,
  needFigures,
  pointsOf,
  splitOf,
  userInsightsQuestion,
} from "../../subjects/insights.ts";
import { oneDay, reachOfThirtyDays, total } from "../../subjects/user-insights.ts";
import { pages } from "../vendor-pages.ts";

const dayTotals = userMetrics
  .filter(({ shape, breakdowns }) => shape === "total" && !breakdowns)
  .map(({ metric }) => metric);

const common = {
  source: pages.userInsights,
  hosts: bothHosts,
  certainty: "measured" as Certainty,
};

export const userInsightFacts: readonly Fact[] = [
  {
    ...common,
    name: "day-totals-accepted",
    claim: `The totals of a day are answered in one call: ${dayTotals.join(", ")}`,
    reliedOnBy: "core: userMetrics; stream user_insights",
    async check(probe) {
      const question = await userInsightsQuestion(probe, dayTotals, { ...total, ...oneDay(probe) });
      const body = needFigures(await probe.answer(question));
      const absent = dayTotals.filter((name) => !entryOf(body, name));
      return agreesIf(absent.length === 0, "an entry for each", `no entry for ${absent.join(", ")}`);
    },
  },
  {
    ...common,
    name: "total-of-a-day-equals-its-point",
    claim:
      "reach as the total from a second after midnight to the next midnight equals the series' point of that midnight",
    reliedOnBy: "core: how the totals of one day are asked for",
    async check(probe) {
      const series = await probe.answer(await reachOfThirtyDays(probe));
      const point = pointsOf(series, "reach").find(({ endMs }) => endMs === oneDay(probe).until * 1000);
      const { value } = probe.need(point, "a day with a reach");
      const body = await probe.answer(
        await userInsightsQuestion(probe, ["reach"], { ...total, ...oneDay(probe) }),
      );
      const sum = numberOf(recordOf(entryOf(body, "reach")?.["total_value"]), "value");
      const found = sum === undefined ? shapeOf(body, 5) : "another number";
      return agreesIf(sum !== undefined && sum === value, "the same number", found);
    },
  },
  {
    ...common,
    name: "follows-split-without-total",
    claim: "follows_and_unfollows by follow_type gives FOLLOWER and NON_FOLLOWER in total_value.breakdowns",
    certainty: "recorded",
    reliedOnBy: "core: the figures followed and unfollowed",
    async check(probe) {
      await needHundredFollowers(probe);
      const params = { ...total, breakdown: "follow_type", ...oneDay(probe) };
      const body = needFigures(
        await probe.answer(await userInsightsQuestion(probe, ["follows_and_unfollows"], params)),
      );
      const split = splitOf(entryOf(body, "follows_and_unfollows"));
      const unexpected =
        split?.categories.filter((name) => !/^(NON_FOLLOWER|FOLLOWER|UNKNOWN)$/.test(name)) ?? [];
      const isFit = String(split?.keys) === "follow_type" && unexpected.length === 0;
      return agreesIf(
        isFit,
        "follow_type: FOLLOWER, NON_FOLLOWER",
        unexpected.join(", ") || shapeOf(body, 7),
      );
    },
  },
  {
    ...common,
    name: "user-categories-are-upper-case",
    claim: "The categories of account metrics are upper-case, unlike those of media",
    certainty: "recorded",
    reliedOnBy: "core: the categories in userMetrics",
    async check(probe) {
      const params = { ...total, breakdown: "follow_type", ...oneDay(probe) };
      const body = needFigures(await probe.answer(await userInsightsQuestion(probe, ["views"], params)));
      const split = splitOf(entryOf(body, "views"));
      if (String(split?.keys) !== "follow_type")
        return differs("dimension_keys: [follow_type]", shapeOf(body, 7));
      const categories = split?.categories ?? [];
      probe.need(categories[0], "a day with views");
      const unexpected = categories.filter((category) => category !== category.toUpperCase());
      return agreesIf(unexpected.length === 0, "upper-case words", unexpected.join(", "));
    },
  },
  {
    ...common,
    name: "online-followers-by-hour",
    claim: "online_followers is a series whose values are numbers by hour, some hours or all of them missing",
    certainty: "recorded",
    reliedOnBy: "core: hoursOf; column online_followers",
    async check(probe) {
      await needHundredFollowers(probe);
      const params = { period: "lifetime", since: dayEnd(probe, 7), until: dayEnd(probe, 0) };
      const body = needFigures(
        await probe.answer(await userInsightsQuestion(probe, ["online_followers"], params)),
      );
      const values = pointsOf(body, "online_followers").map(({ value }) => value);
      const isFit = values.length > 0 && values.every(isByHour);
      return agreesIf(isFit, "values: list of {value: {0: integer, …}, end_time}", shapeOf(body, 6));
    },
  },
  {
    ...common,
    name: "too-few-followers-give-nothing",
    claim: "Below 100 followers, follower_count is answered with an empty list, not refused",
    certainty: "documented",
    reliedOnBy: "core: an empty answer is not an error",
    async check(probe) {
      const followers = numberOf(await findProfile(probe), "followers_count");
      probe.need(
        followers !== undefined && followers < 100 ? true : undefined,
        "an account below 100 followers",
      );
      const params = { period: "day", since: dayEnd(probe, 10), until: dayEnd(probe, 1) };
      const reply = await probe.ask(await userInsightsQuestion(probe, ["follower_count"], params));
      const isEmpty = reply.ok && Array.isArray(reply.body["data"]) && dataOf(reply.body).length === 0;
      return isEmpty ? agrees() : differs("{data: empty list}", describeReply(reply));
    },
  },
];

function isByHour(value: unknown): boolean {
  const hours = Object.entries(recordOf(value));
  return hours.every(([hour, count]) => /^(\d|1\d|2[0-3])$/.test(hour) && Number.isInteger(count));
}
