import { describeReply } from "../../verdict/describe.ts";
import { expectRefusal } from "../../verdict/expect-refusal.ts";
import { bothHosts, type Certainty, type Fact } from "../fact.ts";
import { agrees, agreesIf, differs } from "../../verdict/outcome.ts";
import { namesListed, madeUpName } from "../../verdict/made-up-names.ts";
import { mediaInsightsQuestion, needSubject } from "../../subjects/insights.ts";
import { pages } from "../vendor-pages.ts";
import { knownMediaMetrics } from "./media-insights.ts";

const common = {
  source: pages.mediaInsights,
  hosts: bothHosts,
  certainty: "recorded" as Certainty,
};

export const mediaInsightRefusalFacts: readonly Fact[] = [
  {
    ...common,
    name: "wrong-metrics-refused-by-name",
    claim: "Metrics of another product type are refused with code 100 in words that name all of them",
    reliedOnBy: "core: they are dropped in one step and the rest asked again",
    async check(probe) {
      const { id } = await needSubject(probe, "post");
      const names = ["navigation", "replies"];
      const reply = await probe.ask(mediaInsightsQuestion(id, ["reach", ...names]));
      return expectRefusal(reply, { code: 100, names, nameKind: "metric", reason: "wrong-media-type" });
    },
  },
  {
    ...common,
    name: "video-post-refuses-by-name",
    claim: "A feed video from before reels answers the metrics of posts, or refuses some by name",
    certainty: "seen in clients",
    reliedOnBy: "core: metricsFor video-post",
    async check(probe) {
      const { reply } = await needSubject(probe, "video-post");
      if (reply.ok && Array.isArray(reply.body["data"])) return agrees("answers all");
      const outcome = expectRefusal(reply, { nameKind: "metric", kinds: ["refused-name"] });
      const names = !reply.ok && "names" in reply.error ? reply.error.names : [];
      if (outcome.verdict !== "agrees" || !Array.isArray(names) || names.length === 0) {
        return differs("an answer, or a refusal with names", describeReply(reply));
      }
      return agrees(`refuses ${names.join(", ")}`);
    },
  },
  {
    ...common,
    name: "unknown-media-metric-lists-the-known",
    claim: "A metric that does not exist is refused by its position, with the list of those that do",
    certainty: "measured",
    reliedOnBy: "core: refused names of the client",
    async check(probe) {
      const { id } = await needSubject(probe, "post");
      const reply = await probe.ask(mediaInsightsQuestion(id, ["reach", madeUpName]));
      return expectRefusal(reply, { code: 100, names: [madeUpName], nameKind: "metric", reason: "unknown" });
    },
  },
  {
    ...common,
    name: "media-metrics-exist",
    claim: "The API's own list of media metrics holds every one that we know",
    certainty: "measured",
    reliedOnBy: "core: mediaMetrics",
    async check(probe) {
      const { id } = await needSubject(probe, "post");
      const reply = await probe.ask(mediaInsightsQuestion(id, ["reach", madeUpName]));
      const listed = namesListed(reply);
      if (listed.length === 0) return differs("a list of metrics", describeReply(reply));
      const absent = knownMediaMetrics(probe).filter((name) => !listed.includes(name));
      const fresh = listed.filter((name) => !knownMediaMetrics(probe).includes(name));
      if (absent.length > 0) return differs("all of them", `not in the list: ${absent.join(", ")}`);
      return agrees(fresh.length > 0 ? `in the list and unknown to us: ${fresh.join(", ")}` : undefined);
    },
  },
  {
    ...common,
    name: "unshared-media-refuse-with-fatal",
    claim:
      "Metrics of sharing to Facebook are answered, or refused with code -1/2207086, which names nothing",
    reliedOnBy: "core: onlyWhenShared; these metrics are asked in a call of their own after a refusal",
    async check(probe) {
      const { id } = await needSubject(probe, "reel");
      const reply = await probe.ask(mediaInsightsQuestion(id, ["crossposted_views", "facebook_views"]));
      if (reply.ok && Array.isArray(reply.body["data"])) return agrees("answered: this reel is shared");
      return expectRefusal(reply, { code: -1, subcode: 2207086, names: [] });
    },
  },
  {
    ...common,
    name: "breakdown-applies-to-the-whole-call",
    claim:
      "A breakdown that does not fit every metric of the call is refused, as a breakdown and by its name",
    certainty: "measured",
    reliedOnBy: "core: metrics to split are asked alone",
    async check(probe) {
      const { id } = await needSubject(probe, "post");
      const reply = await probe.ask(mediaInsightsQuestion(id, ["reach", "profile_activity"], "action_type"));
      return expectRefusal(reply, { names: ["action_type"], nameKind: "breakdown", reason: "incompatible" });
    },
  },
  {
    ...common,
    name: "unknown-breakdown-refused",
    claim: "A breakdown that does not exist is refused with the list of those that do",
    reliedOnBy: "core: the row of breakdown[0] in the error table",
    async check(probe) {
      const { id } = await needSubject(probe, "post");
      const reply = await probe.ask(mediaInsightsQuestion(id, ["profile_activity"], madeUpName));
      return expectRefusal(reply, { code: 100, kinds: ["refused-name"], nameKind: "breakdown" });
    },
  },
  {
    ...common,
    name: "one-bad-metric-fails-the-call",
    claim: "A call with a metric of another product type answers nothing at all",
    certainty: "measured",
    reliedOnBy: "core: repairQuestion asks again without it",
    async check(probe) {
      const { id } = await needSubject(probe, "post");
      const reply = await probe.ask(mediaInsightsQuestion(id, ["reach", "navigation", "replies"]));
      return agreesIf(!reply.ok, "a refusal of the whole call", describeReply(reply));
    },
  },
];
