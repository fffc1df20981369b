import type { GraphNode } from "../../graph/envelope.ts";

/** Media with the same metrics. `video-post` is a feed video from before videos became reels. */
export type MediaKind = "post" | "video-post" | "reel" | "story";

/**
 * The kind of a media, from its `media_product_type` and `media_type`. A video without a product type counts as a reel,
 * as nearly all are. If it is not one, the API names the metrics that do not fit, and they are dropped.
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
