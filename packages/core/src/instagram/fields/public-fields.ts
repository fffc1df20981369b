import type { NodeField } from "./node-field.ts";

type PublicField =
  | "mediaType"
  | "productType"
  | "published"
  | "caption"
  | "permalink"
  | "file"
  | "still"
  | "likes"
  | "comments";

/** What posts of others show, wherever they are listed. */
export const publicFields: { readonly [field in PublicField]: NodeField } = {
  mediaType: { name: "media_type", type: "text", description: "IMAGE, VIDEO or CAROUSEL_ALBUM" },
  productType: { name: "media_product_type", type: "text", description: "FEED or REELS" },
  published: { name: "timestamp", type: "timestamp", description: "When it was published" },
  caption: { name: "caption", type: "text", description: "Caption; null when there is none" },
  permalink: { name: "permalink", type: "text", description: "Its address on Instagram" },
  file: {
    name: "media_url",
    type: "text",
    description: "Address of the file; signed, it expires. Null when its music or its download is protected",
  },
  still: {
    name: "thumbnail_url",
    type: "text",
    description: "Address of a video's still; signed, it expires",
  },
  likes: { name: "like_count", type: "integer", description: "Likes now; null when they are hidden" },
  comments: { name: "comments_count", type: "integer", description: "Comments now" },
};
