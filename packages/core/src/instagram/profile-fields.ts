/**
 * Fields of an account's node that any token with the basic permission may ask for. Some need more, and asking for
 * one of those fails the whole node; they are not here.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user
 */
export const profileFields: readonly string[] = [
  "id",
  "username",
  "name",
  "biography",
  "website",
  "profile_picture_url",
  "followers_count",
  "follows_count",
  "media_count",
  "has_profile_pic",
  "is_published",
  "legacy_instagram_user_id",
];
