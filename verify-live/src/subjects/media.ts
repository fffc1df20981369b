import { utcTimestamp, type GraphNode, type MediaNode } from "@tap-instagram/core";
import { mediaKindOf, type MediaKind } from "@tap-instagram/core/matrix";
import type { Question } from "../exchange/question.ts";
import type { Probe } from "../asking/probe.ts";
import { dataOf, textOf } from "../exchange/records.ts";
import { findAccount } from "./account.ts";

/** What the tap asks of posts, reels and stories unless told otherwise. */
export const storyFields: readonly string[] = [
  "id",
  "media_type",
  "media_product_type",
  "timestamp",
  "caption",
  "permalink",
  "shortcode",
  "media_url",
  "thumbnail_url",
  "username",
  "owner",
  "like_count",
  "comments_count",
  "is_comment_enabled",
  "alt_text",
  "media_audio_type",
  "is_ai_generated",
  "legacy_instagram_media_id",
  "ig_id",
];

/** What it asks of posts and reels only. */
export const mediaFields: readonly string[] = [
  ...storyFields,
  "is_shared_to_feed",
  "total_like_count",
  "total_comments_count",
  "total_views_count",
  "saved_count",
  "shares_count",
  "reposts_count",
];

/** What it asks of an album's slides. */
export const childFields: readonly string[] = [
  "id",
  "media_type",
  "media_url",
  "thumbnail_url",
  "permalink",
  "shortcode",
  "timestamp",
  "username",
  "owner",
  "alt_text",
];

const minimalFields = "id,media_type,media_product_type,timestamp";

export async function mediaQuestion(probe: Probe): Promise<Question> {
  const { id } = await findAccount(probe);
  const fields = [...mediaFields, `children{${childFields.join(",")}}`];
  return { node: id, edge: "media", params: { fields, limit: 100 } };
}

export async function storiesQuestion(probe: Probe): Promise<Question> {
  const { id } = await findAccount(probe);
  return { node: id, edge: "stories", params: { fields: storyFields, limit: 100 } };
}

/** The newest posts and reels, with fewer fields should some be refused. */
export async function findMedia(probe: Probe): Promise<MediaNode[]> {
  return withFewerFields(probe, await mediaQuestion(probe));
}

/** At least one post or reel. @throws NotTestableError */
export async function needMedia(probe: Probe): Promise<MediaNode[]> {
  const media = await findMedia(probe);
  return probe.need(media.length > 0 ? media : undefined, "a post or reel");
}

/** Stories that are live. @throws NotTestableError when there is none. */
export async function needStories(probe: Probe): Promise<MediaNode[]> {
  const stories = await withFewerFields(probe, await storiesQuestion(probe));
  return probe.need(stories.length > 0 ? stories : undefined, "a story that is live");
}

/** When a media was published, in milliseconds since the epoch; 0 where that cannot be read. */
export function publishedMs(media: GraphNode): number {
  return Date.parse(utcTimestamp(media["timestamp"]) ?? "") || 0;
}

/** Media of a kind, without ads and media of an unknown product. */
export async function mediaOfKind(probe: Probe, kind: MediaKind): Promise<MediaNode[]> {
  if (kind === "story") return needStories(probe);
  const products = kind === "reel" ? ["REELS"] : ["FEED", undefined];
  return (await findMedia(probe)).filter(
    (media) => mediaKindOf(media) === kind && products.includes(textOf(media, "media_product_type")),
  );
}

async function withFewerFields(probe: Probe, question: Question): Promise<MediaNode[]> {
  const reply = await probe.ask(question);
  const body = reply.ok
    ? reply.body
    : await probe.answer({
        node: question.node,
        edge: question.edge,
        params: { fields: minimalFields, limit: 100 },
      });
  return dataOf(body).flatMap((node) =>
    typeof node["id"] === "string" ? [{ ...node, id: node["id"] }] : [],
  );
}
