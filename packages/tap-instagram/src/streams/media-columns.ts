import { boolean, integer, key, record, retired, text, timestamp, type Columns } from "../column.ts";
import { ownerColumns } from "../owner-columns.ts";

/** The columns that posts, reels and stories share. */
export const mediaColumns: Columns = {
  ...ownerColumns,
  id: key("Id of the media"),
  media_type: text("IMAGE, VIDEO or CAROUSEL_ALBUM"),
  media_product_type: text("FEED, REELS, STORY or AD"),
  timestamp: timestamp("When it was published"),
  caption: text("Caption; null where there is none"),
  permalink: text("Its address on Instagram"),
  shortcode: text("The short id in its address"),
  media_url: text(
    "Address of the file; signed, it expires and differs from call to call. Null where music is protected",
  ),
  thumbnail_url: text("Address of a video's still; signed, it expires and differs from call to call"),
  username: text("Username of the account that published it"),
  owner: record("The account that published it", { id: text("Id of the account") }),
  like_count: integer("Likes now; null where likes are hidden"),
  comments_count: integer("Comments now"),
  is_comment_enabled: boolean("Whether comments are open"),
  alt_text: text("Description for people who cannot see it"),
  media_audio_type: text("MUSIC or ORIGINAL_SOUND, for videos"),
  is_ai_generated: boolean("Whether it is marked as made with AI"),
  legacy_instagram_media_id: text("Id from before the Instagram Graph API"),
  ig_id: retired("The API calls it legacy_instagram_media_id now", "string"),
};
