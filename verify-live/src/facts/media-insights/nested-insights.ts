import type { Probe } from "../../asking/probe.ts";
import type { Question, Reply } from "../../exchange/question.ts";
import { dataOf } from "../../exchange/records.ts";
import { findAccount } from "../../subjects/account.ts";
import { entryOf, isWithoutInsights } from "../../subjects/insights.ts";
import { needMedia } from "../../subjects/media.ts";
import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { agrees, agreesIf, differs, NotTestableError } from "../../verdict/outcome.ts";
import { bothHosts, type Certainty, type Fact } from "../fact.ts";
import { pages } from "../vendor-pages.ts";

/** Valid for posts of every kind: no kind fails the page. */
const metrics = ["reach", "saved", "shares"];

async function nestedQuestion(probe: Probe): Promise<Question> {
  const { id } = await findAccount(probe);
  const fields = ["id", { name: "insights", metrics }];
  return { node: id, edge: "media", params: { fields, limit: 2 } };
}

async function nestedReply(probe: Probe): Promise<Reply> {
  await needMedia(probe);
  return probe.ask(await nestedQuestion(probe));
}

const common = {
  source: pages.mediaInsights,
  hosts: bothHosts,
  certainty: "seen in clients" as Certainty,
};

export const nestedInsightFacts: readonly Fact[] = [
  {
    ...common,
    name: "insights-within-a-page-of-media",
    claim:
      "A page of media may carry insights.metric(…) for every post; a post without insights fails the page",
    reliedOnBy: "core: NestedInsights; posts cost no call of their own",
    async check(probe) {
      const reply = await nestedReply(probe);
      if (!reply.ok) {
        return isWithoutInsights(reply)
          ? agrees("a post without insights fails the page")
          : differs("posts with insights: {data: list}", describeReply(reply));
      }
      const posts = dataOf(reply.body);
      const bare = posts.find(({ insights }) => dataOf(insights).length === 0);
      const isFit = posts.length > 0 && bare === undefined;
      return agreesIf(isFit, "insights: {data: list}", shapeOf(bare ?? reply.body, 4));
    },
  },
  {
    ...common,
    name: "nested-entries-are-like-others",
    claim: "The entries within a page have a name and values, like those of the insights edge",
    reliedOnBy: "core: figuresIn",
    async check(probe) {
      const reply = await nestedReply(probe);
      if (!reply.ok && isWithoutInsights(reply)) throw new NotTestableError("two newest posts with insights");
      if (!reply.ok) throw reply.error;
      const [post = {}] = dataOf(reply.body);
      const unexpected = metrics.find(
        (metric) => !Array.isArray(entryOf({ data: dataOf(post["insights"]) }, metric)?.["values"]),
      );
      return agreesIf(unexpected === undefined, "{name: text, values: list}", shapeOf(post["insights"], 5));
    },
  },
];
