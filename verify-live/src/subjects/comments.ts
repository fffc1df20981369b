import type { GraphNode } from "@tap-instagram/core";
import { commentFields } from "@tap-instagram/core/matrix";
import type { Probe } from "../asking/probe.ts";
import type { Question } from "../exchange/question.ts";
import { dataOf, numberOf } from "../exchange/records.ts";
import { findMedia } from "./media.ts";

/** Comments, and replies to one, that the tap asks for at once. */
export const commentsAtOnce = 50;

/** What the tap asks of comments and of replies. */
export const askedOfComments: readonly string[] = ["id", ...commentFields.map(({ name }) => name)];

/** The comments of the post with the most of them, replies included. @throws NotTestableError */
export async function commentsQuestion(probe: Probe): Promise<Question> {
  const posts = (await findMedia(probe)).toSorted((one, other) => commentCount(other) - commentCount(one));
  const post = posts.find((one) => commentCount(one) > 0);
  const { id } = probe.need(post, "a post with comments");
  const replies = { name: "replies", limit: commentsAtOnce, fields: askedOfComments };
  return {
    node: id,
    edge: "comments",
    params: {
      fields: [...askedOfComments, { name: "media", fields: ["id"] }, replies],
      limit: commentsAtOnce,
    },
  };
}

/** At least one comment. @throws NotTestableError */
export async function needComments(probe: Probe): Promise<GraphNode[]> {
  const comments = dataOf(await probe.answer(await commentsQuestion(probe)));
  return probe.need(comments.length > 0 ? comments : undefined, "comments that the token may see");
}

function commentCount(media: GraphNode): number {
  return numberOf(media, "comments_count") ?? 0;
}
