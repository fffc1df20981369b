import { userMetrics } from "@tap-instagram/core/matrix";
import { describeReply } from "../../verdict/describe.ts";
import { expectRefusal } from "../../verdict/expect-refusal.ts";
import { bothHosts, type Certainty, type Fact } from "../fact.ts";
import { madeUpName, namesListed } from "../../verdict/made-up-names.ts";
import { agreesIf, differs } from "../../verdict/outcome.ts";
import type { Probe } from "../../asking/probe.ts";
import { dayEnd, entryOf, userInsightsQuestion } from "../../subjects/insights.ts";
import { oneDay, total } from "../../subjects/user-insights.ts";
import { pages } from "../vendor-pages.ts";

const common = {
  source: pages.userInsights,
  hosts: bothHosts,
  certainty: "measured" as Certainty,
};

export const userInsightRefusalFacts: readonly Fact[] = [
  {
    ...common,
    name: "totals-want-their-type",
    claim:
      "Metrics that have only a total, asked without metric_type, are refused by name or, on graph.instagram.com, left out",
    certainty: "recorded",
    reliedOnBy: "core: metric_type is always sent; metrics that are missing are reported",
    async check(probe) {
      const names = ["views", "likes"];
      const question = await userInsightsQuestion(probe, names, { period: "day", ...oneDay(probe) });
      const reply = await probe.ask(question);
      if (probe.host === "instagram" && reply.ok && Array.isArray(reply.body["data"])) {
        const served = names.filter((name) => entryOf(reply.body, name));
        return agreesIf(served.length === 0, "no entry", `an entry for ${served.join(", ")}`);
      }
      return expectRefusal(reply, { code: 100, names, nameKind: "metric", reason: "metric-type" });
    },
  },
  {
    ...common,
    name: "series-refused-as-total",
    claim: "follower_count, which has no total, is refused by name when asked for one",
    certainty: "recorded",
    reliedOnBy: "core: series and totals are asked in separate calls",
    async check(probe) {
      const names = ["follower_count"];
      const reply = await probe.ask(await userInsightsQuestion(probe, names, { ...total, ...oneDay(probe) }));
      return expectRefusal(reply, { code: 100, names, nameKind: "metric", reason: "metric-type" });
    },
  },
  {
    ...common,
    name: "wrong-period-refused-by-name",
    claim: "A period that a metric does not have is refused in words that name the metric",
    certainty: "recorded",
    reliedOnBy: "core: the row of periods in the error table",
    async check(probe) {
      const names = ["online_followers"];
      const params = { period: "week", ...oneDay(probe) };
      const reply = await probe.ask(await userInsightsQuestion(probe, names, params));
      return expectRefusal(reply, { code: 100, names, nameKind: "metric", reason: "period" });
    },
  },
  {
    ...common,
    name: "unknown-user-metric-lists-the-known",
    claim: "A metric that does not exist is refused by its position, with the list of those that do",
    reliedOnBy: "core: refused names of the client",
    async check(probe) {
      const reply = await probe.ask(await unknownMetricQuestion(probe));
      return expectRefusal(reply, { code: 100, names: [madeUpName], nameKind: "metric", reason: "unknown" });
    },
  },
  {
    ...common,
    name: "user-metrics-exist",
    claim: "The API's own list of account metrics holds every one that we know",
    reliedOnBy: "core: userMetrics",
    async check(probe) {
      const reply = await probe.ask(await unknownMetricQuestion(probe));
      const listed = namesListed(reply);
      if (listed.length === 0) return differs("a list of metrics", describeReply(reply));
      const absent = new Set(
        userMetrics.map(({ metric }) => metric).filter((name) => !listed.includes(name)),
      );
      return agreesIf(absent.size === 0, "all of them", `not in the list: ${[...absent].join(", ")}`);
    },
  },
  {
    ...common,
    name: "older-follower-count-refused-by-name",
    claim: "follower_count of more than 30 days ago is refused in words that name it",
    reliedOnBy: "core: the row of history in the error table",
    async check(probe) {
      const params = { period: "day", since: dayEnd(probe, 45), until: dayEnd(probe, 40) };
      const names = ["follower_count"];
      const reply = await probe.ask(await userInsightsQuestion(probe, names, params));
      return expectRefusal(reply, { code: 100, names, nameKind: "metric", reason: "history" });
    },
  },
];

function unknownMetricQuestion(probe: Probe) {
  return userInsightsQuestion(probe, ["reach", madeUpName], { period: "day", ...oneDay(probe) });
}
