import type { Media } from "../model.ts";

/** Whether it moves. */
export function isVideo({ kind }: Media): boolean {
  return kind === "reel" || kind === "feed-video" || kind === "story-video";
}

/** IMAGE, VIDEO or CAROUSEL_ALBUM. */
export function mediaType(media: Media): "IMAGE" | "VIDEO" | "CAROUSEL_ALBUM" {
  if (isVideo(media)) return "VIDEO";
  return media.kind === "carousel" ? "CAROUSEL_ALBUM" : "IMAGE";
}

/** FEED, REELS, STORY or AD. */
export function productType({ kind, place }: Media): "FEED" | "REELS" | "STORY" | "AD" {
  if (place === "story") return "STORY";
  if (kind === "reel") return "REELS";
  return kind === "ad" ? "AD" : "FEED";
}
