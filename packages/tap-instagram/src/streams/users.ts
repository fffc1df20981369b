import type { InstagramAccount } from "@tap-instagram/core";
import { boolean, fieldsOf, integer, key, readColumns, retired, text, type Columns } from "../column.ts";
import { ownerColumns } from "../owner-columns.ts";
import { ownerOf, type StreamDefinition } from "../stream.ts";

const columns: Columns = {
  ...ownerColumns,
  id: key("Id of the Instagram account"),
  username: text("Username"),
  name: text("Display name"),
  biography: text("Text of the profile"),
  website: text("Link of the profile"),
  profile_picture_url: text(
    "Address of the profile picture; signed, it expires and differs from call to call",
  ),
  followers_count: integer("Followers now"),
  follows_count: integer("Accounts it follows now"),
  media_count: integer("Posts and reels; may differ a little from those the API lists"),
  has_profile_pic: boolean("Whether it has a profile picture"),
  is_published: boolean("Whether it is visible"),
  legacy_instagram_user_id: text("Id from before the Instagram Graph API"),
  ig_id: retired("The API calls it legacy_instagram_user_id now"),
};

/** One record per account: its profile as it is now. */
export const users: StreamDefinition<InstagramAccount> = {
  name: "users",
  description: "The accounts themselves: profile and counts as they are now",
  columns,
  keyProperties: ["id"],
  replicationMethod: "FULL_TABLE",
  forced: true,
  fields: (selected) => fieldsOf(columns, (name) => selected.has(name)),
  startMs: () => undefined,
  open: () => async (account) => ({
    rows: [{ ...readColumns(columns, account.profile), ...ownerOf(account), id: account.id }],
  }),
};
