import type { Question } from "../../exchange/question.ts";
import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { bothHosts, type Certainty, type Fact } from "../fact.ts";
import { agreesIf, differs } from "../../verdict/outcome.ts";
import type { Probe } from "../../asking/probe.ts";
import { dataOf, recordOf, textOf } from "../../exchange/records.ts";
import { needSubject } from "../../subjects/insights.ts";
import { unknownId } from "../../subjects/unknown-id.ts";
import { pages } from "../vendor-pages.ts";

const metrics = ["reach", "shares"];

function idsQuestion(ids: readonly string[]): Question {
  return { edge: "insights", params: { ids, metric: metrics } };
}

/** A post and a reel, where there are both: metrics that both take are asked. */
async function twoIds(probe: Probe): Promise<string[]> {
  const post = await needSubject(probe, "post");
  const reel = await needSubject(probe, "reel");
  return [post.id, reel.id];
}

function fieldsOf(entry: object): string {
  return Object.keys(entry).toSorted().join(", ");
}

const common = {
  source: pages.multipleIds,
  hosts: bothHosts,
  certainty: "measured" as Certainty,
};

export const multiIdFacts: readonly Fact[] = [
  {
    ...common,
    name: "ids-on-the-insights-edge",
    claim: "insights?ids= answers an object with a list of metrics under every id",
    reliedOnBy: "core: readByIds, where batches are refused",
    async check(probe) {
      const ids = await twoIds(probe);
      const body = await probe.answer(idsQuestion(ids));
      const isFit =
        Object.keys(body).toSorted().join() === ids.toSorted().join() &&
        ids.every((id) => Array.isArray(recordOf(body[id])["data"]));
      return agreesIf(isFit, "{<id>: {data: list}, <id>: {data: list}}", shapeOf(body));
    },
  },
  {
    ...common,
    name: "ids-answer-all-metrics",
    claim: "Every id has an entry for every metric asked",
    reliedOnBy: "core: readByIds",
    async check(probe) {
      const ids = await twoIds(probe);
      const body = await probe.answer(idsQuestion(ids));
      const names = ids.map((id) => dataOf(body[id]).map((entry) => textOf(entry, "name")));
      const isFit = names.every((found) => metrics.every((metric) => found.includes(metric)));
      return agreesIf(isFit, metrics.join(", "), names.map((found) => found.join(", ")).join(" and "));
    },
  },
  {
    ...common,
    name: "ids-answer-like-single-reads",
    claim: "An entry of ids= has the fields of a single read's",
    reliedOnBy: "core: the same reader takes both",
    async check(probe) {
      const { id, reply } = await needSubject(probe, "post");
      const single = reply.ok ? dataOf(reply.body)[0] : undefined;
      const body = await probe.answer(idsQuestion(await twoIds(probe)));
      const [listed] = dataOf(body[id]);
      if (!single || !listed) return differs("entries in both", shapeOf(body));
      return agreesIf(fieldsOf(single) === fieldsOf(listed), fieldsOf(single), fieldsOf(listed));
    },
  },
  {
    ...common,
    name: "ids-are-all-or-nothing",
    claim:
      "One id that does not exist fails the whole call, with a refusal that is not about the token or the quota",
    reliedOnBy: "core: readByIds splits a refused group",
    async check(probe) {
      const [id = ""] = await twoIds(probe);
      const reply = await probe.ask(idsQuestion([id, unknownId]));
      return agreesIf(!reply.ok, "a refusal of the whole call", describeReply(reply));
    },
  },
];
