import type { GraphNode } from "../../graph/envelope.ts";

/** Media that take the same metrics. `video-post` is a video of the feed from before videos became reels. */
export type MediaKind = "post" | "video-post" | "reel" | "story";

/**
 * The kind of a media, from its `media_product_type` and `media_type`. Where the API leaves out the product type, a
 * video is taken for a reel, as nearly all are; what does not fit is refused by name and asked again without.
 *
 * @example
 * ```ts
 * import { mediaKindOf, metricsFor } from "@tap-instagram/core/matrix";
 *
 * const kind = mediaKindOf({ id: "18000000000000001", media_type: "VIDEO", media_product_type: "REELS" }); // "reel"
 * const metrics = metricsFor(kind, "facebook").map(({ name }) => name);
 * ```
 */
export function mediaKindOf(media: GraphNode): MediaKind {
  const product = media["media_product_type"];
  const isVideo = media["media_type"] === "VIDEO";
  if (product === "STORY") return "story";
  if (product === "REELS" || (product === undefined && isVideo)) return "reel";
  return isVideo ? "video-post" : "post";
}
