import type { GraphNode } from "@tap-instagram/core";
import { dataOf, isDigitText, recordOf, textOf } from "../../exchange/records.ts";
import { commentsAtOnce, commentsQuestion, needComments } from "../../subjects/comments.ts";
import { publishedMs } from "../../subjects/media.ts";
import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { agrees, agreesIf } from "../../verdict/outcome.ts";
import { bothHosts, type Certainty, type Fact } from "../fact.ts";
import { pages } from "../vendor-pages.ts";

function repliesOf(comments: readonly GraphNode[]): GraphNode[] {
  return comments.flatMap(({ replies }) => dataOf(replies));
}

function isEmpty(edge: unknown): boolean {
  const { data } = recordOf(edge);
  return Array.isArray(data) && data.length === 0;
}

function isNamed(comment: GraphNode): boolean {
  const author = recordOf(comment["from"]);
  return textOf(comment, "username") !== undefined && textOf(author, "username") !== undefined;
}

const common = {
  source: pages.comments,
  hosts: bothHosts,
  certainty: "documented" as Certainty,
};

export const commentFacts: readonly Fact[] = [
  {
    ...common,
    name: "comment-fields-accepted",
    claim: "Every field that the tap asks of comments may be asked for, of replies too",
    reliedOnBy: "core: commentFields; stream comments",
    async check(probe) {
      const reply = await probe.ask(await commentsQuestion(probe));
      const isList = reply.ok && Array.isArray(reply.body["data"]);
      return agreesIf(isList, "a list of comments", describeReply(reply));
    },
  },
  {
    ...common,
    name: "comments-are-the-newest-first",
    claim: "Comments come newest first",
    reliedOnBy: "tap: stream comments reads whole posts, and relies on no order",
    async check(probe) {
      const times = (await needComments(probe)).map(publishedMs);
      probe.need(times[1], "a post with two comments");
      const isSorted = times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0));
      return agreesIf(isSorted, "newest first", "another order");
    },
  },
  {
    ...common,
    name: "comments-are-top-level",
    claim: "The edge lists comments on the post itself, and replies only inside them",
    reliedOnBy: "core: parent_id is null for what the edge lists",
    async check(probe) {
      const comments = await needComments(probe);
      const inside = new Set(repliesOf(comments).map(({ id }) => id));
      const reply = comments.find((comment) => "parent_id" in comment || inside.has(comment["id"]));
      return agreesIf(reply === undefined, "no reply in the list", "a reply in the list");
    },
  },
  {
    ...common,
    name: "comments-name-their-post",
    claim: "Each comment says in media{id} which post it is on",
    reliedOnBy: "core: comments of a batch that is answered in another order go to no other post",
    async check(probe) {
      const { node } = await commentsQuestion(probe);
      const posts = new Set((await needComments(probe)).map(({ media }) => textOf(recordOf(media), "id")));
      const isOfPost = posts.size === 1 && posts.has(node);
      return agreesIf(isOfPost, "the id of the post", "no id, or that of another post");
    },
  },
  {
    ...common,
    name: "replies-come-with-comments",
    claim: "Replies come along with their comment as {data: […]}, each with an id and a text",
    certainty: "seen in clients",
    reliedOnBy: "core: a post costs one call, replies included",
    async check(probe) {
      const comments = await needComments(probe);
      const answered = comments.find(({ replies }) => replies !== undefined && !isEmpty(replies));
      const replies = repliesOf([probe.need(answered, "a comment with replies")]);
      const isFit =
        replies.length > 0 &&
        replies.every((reply) => isDigitText(reply["id"]) && textOf(reply, "text") !== undefined);
      const found = `replies: ${shapeOf(answered?.["replies"])}`;
      return agreesIf(isFit, "replies: {data: list of {id: digits, text: text}}", found);
    },
  },
  {
    ...common,
    name: "comments-name-their-author",
    claim: "With the permission for comments, each has username and from: {id, username}",
    reliedOnBy: "tap: columns username and from of comments",
    async check(probe) {
      const comments = await needComments(probe);
      const nameless = comments.find((comment) => !isNamed(comment));
      const found = shapeOf({ username: nameless?.["username"], from: nameless?.["from"] });
      return agreesIf(nameless === undefined, "username: text, from: {username: text}", found);
    },
  },
  {
    ...common,
    name: "comments-fifty-at-once",
    claim: "A page holds 50 comments at most, even when more are asked for",
    reliedOnBy: "core: pages of 50 comments",
    async check(probe) {
      const { node, edge } = await commentsQuestion(probe);
      const page = await probe.answer({ node, edge, params: { fields: ["id"], limit: 2 * commentsAtOnce } });
      const count = dataOf(page).length;
      if (count > commentsAtOnce) return agreesIf(false, "50 at most", "more than 50");
      const hasMore = "next" in recordOf(page["paging"]);
      probe.need(count === commentsAtOnce || hasMore ? true : undefined, "a post with more than 50 comments");
      return agrees(hasMore ? "50, and a next page" : "50");
    },
  },
];
