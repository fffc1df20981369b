import { mediaMetrics, type MediaKind } from "@tap-instagram/core/matrix";
import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { bothHosts, type Certainty, type Fact } from "../fact.ts";
import { agrees, agreesIf, differs, NotTestableError, type Outcome } from "../../verdict/outcome.ts";
import type { Probe } from "../../asking/probe.ts";
import { dataOf, numberOf, recordsOf } from "../../exchange/records.ts";
import { findAccount } from "../../subjects/account.ts";
import {
  entryOf,
  isWithoutInsights,
  mediaInsightsQuestion,
  needSubject,
  plainMetrics,
  splitOf,
} from "../../subjects/insights.ts";
import { mediaOfKind, publishedMs } from "../../subjects/media.ts";
import { pages } from "../vendor-pages.ts";

const hourMs = 60 * 60_000;
const activityCategories = ["bio_link_clicked", "call", "direction", "email", "text", "other"];

async function allMetricsAnswered(probe: Probe, kind: MediaKind): Promise<Outcome> {
  const metrics = plainMetrics(probe, kind);
  const { reply } = await needSubject(probe, kind);
  if (!reply.ok) return differs(`${metrics.join(", ")}: accepted`, describeReply(reply));
  const absent = metrics.filter((name) => !entryOf(reply.body, name));
  return agreesIf(absent.length === 0, "an entry for each", `no entry for ${absent.join(", ")}`);
}

const common = {
  source: pages.mediaInsights,
  hosts: bothHosts,
  certainty: "measured" as Certainty,
};

export const mediaInsightFacts: readonly Fact[] = [
  {
    ...common,
    name: "post-metrics-accepted",
    claim: "All metrics of image posts and albums are answered in one call",
    reliedOnBy: "core: mediaMetrics; stream media_insights",
    check: (probe) => allMetricsAnswered(probe, "post"),
  },
  {
    ...common,
    name: "reel-metrics-accepted",
    claim: "All metrics of reels are answered in one call",
    reliedOnBy: "core: mediaMetrics; stream media_insights",
    check: (probe) => allMetricsAnswered(probe, "reel"),
  },
  {
    ...common,
    name: "media-entry-shape",
    claim: "An entry is {name, period: lifetime, values: [{value}]}, the value a number",
    certainty: "recorded",
    reliedOnBy: "core: insightsBody, singleValue",
    async check(probe) {
      const { reply } = await needSubject(probe, "post");
      const entries = reply.ok ? dataOf(reply.body) : [];
      const fits = (entry: (typeof entries)[number]) => {
        const values = recordsOf(entry["values"]);
        const [first = {}] = values;
        return (
          entry["period"] === "lifetime" && values.length === 1 && numberOf(first, "value") !== undefined
        );
      };
      const unexpected = entries.find((entry) => !fits(entry));
      const isFit = entries.length > 0 && unexpected === undefined;
      return agreesIf(
        isFit,
        "list of {name: text, period: lifetime, values: list of {value: number}}",
        unexpected ? shapeOf(unexpected) : describeReply(reply),
      );
    },
  },
  {
    ...common,
    name: "skip-rate-is-percent",
    claim: "reels_skip_rate is a percentage from 0 to 100",
    certainty: "recorded",
    reliedOnBy: "tap: unit of the column reels_skip_rate",
    async check(probe) {
      const { reply } = await needSubject(probe, "reel");
      const [point] = reply.ok ? recordsOf(entryOf(reply.body, "reels_skip_rate")?.["values"]) : [];
      const value = numberOf(probe.need(point, "a reel with a skip rate"), "value");
      const isPercent = value !== undefined && value >= 0 && value <= 100;
      return agreesIf(isPercent, "a number from 0 to 100", shapeOf(point));
    },
  },
  {
    ...common,
    name: "fresh-reel-has-entries",
    claim: "A reel of the last 48 hours has an entry per metric, with values or with values: []",
    certainty: "seen in clients",
    reliedOnBy: "core: singleValue gives null, never zero",
    async check(probe) {
      const reels = await mediaOfKind(probe, "reel");
      const fresh = reels.find((reel) => probe.nowMs - publishedMs(reel) < 48 * hourMs);
      const { id } = probe.need(fresh, "a reel of the last 48 hours");
      const reply = await probe.ask(mediaInsightsQuestion(id, plainMetrics(probe, "reel")));
      if (isWithoutInsights(reply)) throw new NotTestableError("a reel of the last 48 hours with insights");
      const entries = reply.ok ? dataOf(reply.body) : [];
      if (entries.length === 0 || entries.some(({ values }) => !Array.isArray(values))) {
        return differs("entries with lists of values", describeReply(reply));
      }
      return agrees(entries.some(({ values }) => recordsOf(values).length === 0) ? "values: []" : "values");
    },
  },
  {
    ...common,
    name: "profile-activity-split",
    claim: `profile_activity splits by action_type into lower-case ${activityCategories.join(", ")}`,
    certainty: "documented",
    reliedOnBy: "tap: columns profile_activity_… of media_insights",
    async check(probe) {
      const { id } = await needSubject(probe, "post");
      const body = await probe.answer(mediaInsightsQuestion(id, ["profile_activity"], "action_type"));
      const split = splitOf(entryOf(body, "profile_activity"));
      if (String(split?.keys) !== "action_type") {
        return differs("total_value: {breakdowns: [{dimension_keys: [action_type]}]}", shapeOf(body, 7));
      }
      const unexpected = split?.categories.filter((category) => !activityCategories.includes(category)) ?? [];
      if (unexpected.length > 0) return differs(activityCategories.join(", "), unexpected.join(", "));
      return agrees(split?.categories.length === 0 ? "no categories on this post" : undefined);
    },
  },
  {
    ...common,
    name: "metric-without-breakdown-is-a-total",
    claim: "A metric that can be split, asked without its breakdown, gives its plain total",
    reliedOnBy: "core: metrics are asked together unless they are split",
    async check(probe) {
      const { reply } = await needSubject(probe, "post");
      const entry = reply.ok ? entryOf(reply.body, "profile_activity") : undefined;
      const [point = {}] = recordsOf(entry?.["values"]);
      return agreesIf(
        numberOf(point, "value") !== undefined,
        "values: list of {value: integer}",
        shapeOf(entry),
      );
    },
  },
  {
    ...common,
    name: "old-post-answers-or-says-why",
    claim:
      "A post of more than two years has figures, none at all, or the refusal 2108006 of posts from before the business account",
    certainty: "seen in clients",
    reliedOnBy: "core: InsightsUnavailableError; stream media_insights",
    async check(probe) {
      const { id } = await findAccount(probe);
      const until = Math.floor(probe.nowMs / 1000) - 760 * 24 * 3600;
      const [old] = dataOf(
        await probe.answer({ node: id, edge: "media", params: { fields: "id", until, limit: 1 } }),
      );
      const oldId = probe.need(old?.["id"], "a post of more than two years");
      const reply = await probe.ask(mediaInsightsQuestion(String(oldId), ["reach"]));
      if (reply.ok && Array.isArray(reply.body["data"])) {
        const points = recordsOf(entryOf(reply.body, "reach")?.["values"]);
        return agrees(points.length > 0 ? "figures" : "no figures");
      }
      return !reply.ok && reply.error.kind === "no-insights"
        ? agrees(describeReply(reply))
        : differs("one of the three", describeReply(reply));
    },
  },
];

/** Every metric of media that we know on the probe's host. */
export function knownMediaMetrics(probe: Probe): string[] {
  return mediaMetrics.filter(({ hosts }) => hosts?.includes(probe.host) ?? true).map(({ name }) => name);
}
