import type { GraphNode } from "@tap-instagram/core";
import type { Probe } from "../../asking/probe.ts";
import type { Question, Reply } from "../../exchange/question.ts";
import { dataOf, recordOf, textOf } from "../../exchange/records.ts";
import { findAccount } from "../../subjects/account.ts";
import { publishedMs } from "../../subjects/media.ts";
import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { agrees, agreesIf, differs, NotTestableError } from "../../verdict/outcome.ts";
import { bothHosts, type Certainty, type Fact } from "../fact.ts";
import { pages } from "../vendor-pages.ts";

const fields = ["id", "timestamp", "media_type", "media_product_type", "media_url", "username", "owner"];

async function tagsQuestion(probe: Probe, params: NonNullable<Question["params"]>): Promise<Question> {
  const { id } = await findAccount(probe);
  return { node: id, edge: "tags", params: { fields, limit: 25, ...params } };
}

async function firstPage(probe: Probe): Promise<Reply> {
  return probe.ask(await tagsQuestion(probe, {}));
}

/** Posts that tag the account. @throws NotTestableError where there are none, or the host does not serve them. */
async function needTagged(probe: Probe): Promise<{ page: GraphNode; posts: GraphNode[] }> {
  const reply = await firstPage(probe);
  if (!reply.ok && probe.host === "instagram") throw new NotTestableError("a host that serves tags");
  if (!reply.ok) throw reply.error;
  const posts = dataOf(reply.body);
  if (posts.length === 0) throw new NotTestableError("an account that others tag");
  return { page: reply.body, posts };
}

const common = {
  source: pages.tags,
  hosts: bothHosts,
  certainty: "documented" as Certainty,
};

export const tagFacts: readonly Fact[] = [
  {
    ...common,
    name: "tags-served",
    claim: "The tags edge answers a list; graph.instagram.com may refuse the edge instead",
    reliedOnBy: "core: readTagged; stream tags",
    async check(probe) {
      const reply = await firstPage(probe);
      if (reply.ok && Array.isArray(reply.body["data"])) return agrees("served");
      const isUnderstood = !reply.ok && ["misuse", "refused-name", "not-found"].includes(reply.error.kind);
      return probe.host === "instagram" && isUnderstood
        ? agrees(describeReply(reply))
        : differs("a list of posts", describeReply(reply));
    },
  },
  {
    ...common,
    name: "tags-have-cursors-and-no-links",
    claim: "A page of tags has cursors, and neither next nor previous",
    reliedOnBy: "core: cursorsOnly",
    async check(probe) {
      const paging = recordOf((await needTagged(probe)).page["paging"]);
      const cursors = recordOf(paging["cursors"]);
      const hasCursor = ["after", "before"].some((name) => textOf(cursors, name) !== undefined);
      const isFit = hasCursor && !("next" in paging) && !("previous" in paging);
      return agreesIf(isFit, "{cursors: {after: text}}", shapeOf(paging));
    },
  },
  {
    ...common,
    name: "tags-end-in-an-empty-page",
    claim: "Behind the last tag comes an empty page, or no cursor at all",
    certainty: "inferred",
    reliedOnBy: "core: how a list without links ends",
    async check(probe) {
      const { page, posts } = await needTagged(probe);
      probe.need(posts.length < 25 ? true : undefined, "an account with fewer than 25 tags");
      const after = textOf(recordOf(recordOf(page["paging"])["cursors"]), "after");
      if (after === undefined) return agrees("no cursor");
      const reply = await probe.ask(await tagsQuestion(probe, { after }));
      const { data } = reply.ok ? reply.body : {};
      const isEmpty = Array.isArray(data) && data.length === 0;
      return isEmpty ? agrees("an empty page") : differs("{data: empty list}", describeReply(reply));
    },
  },
  {
    ...common,
    name: "tags-filtered-by-time",
    claim: "posted_after leaves out older posts; it takes an ISO time, or unix seconds",
    certainty: "inferred",
    reliedOnBy: "tap: stream tags may ask for new posts only",
    async check(probe) {
      const { posts } = await needTagged(probe);
      const bound = publishedMs(probe.need(posts[1], "two posts that tag the account"));
      const forms = { "an ISO time": new Date(bound).toISOString(), "unix seconds": bound / 1000 };
      const found: string[] = [];
      for (const [form, posted_after] of Object.entries(forms)) {
        const reply = await probe.ask(await tagsQuestion(probe, { posted_after }));
        if (!reply.ok) found.push(`${form}: ${describeReply(reply)}`);
        else {
          const isFiltered = dataOf(reply.body).every((post) => publishedMs(post) >= bound);
          const isWhole = dataOf(reply.body).length >= 1;
          if (isFiltered && isWhole) return agrees(form);
          found.push(`${form}: ${isFiltered ? "nothing" : "older posts too"}`);
        }
      }
      return differs("the posts since then", found.join("; "));
    },
  },
  {
    ...common,
    name: "tags-filtered-by-type",
    claim: "media_type leaves out posts of other types",
    certainty: "inferred",
    reliedOnBy: "tap: stream tags does not rely on it yet",
    async check(probe) {
      const { posts } = await needTagged(probe);
      const types = new Set(posts.map((post) => textOf(post, "media_type") ?? ""));
      probe.need(types.size > 1 ? true : undefined, "tags of more than one media_type");
      const [type = ""] = types;
      const reply = await probe.ask(await tagsQuestion(probe, { media_type: type }));
      const others = reply.ok ? dataOf(reply.body).filter((post) => post["media_type"] !== type) : [];
      const isFit = reply.ok && dataOf(reply.body).length > 0 && others.length === 0;
      return agreesIf(isFit, "posts of that type", others[0] ? "other types too" : describeReply(reply));
    },
  },
  {
    ...common,
    name: "tagged-posts-hide-their-owner",
    claim: "Posts of others have a username and no owner",
    reliedOnBy: "tap: columns of tags",
    async check(probe) {
      const { posts } = await needTagged(probe);
      const unexpected = posts.find((post) => "owner" in post || textOf(post, "username") === undefined);
      const found = shapeOf({ username: unexpected?.["username"], owner: unexpected?.["owner"] });
      return agreesIf(unexpected === undefined, "username: text, owner: absent", found);
    },
  },
];
