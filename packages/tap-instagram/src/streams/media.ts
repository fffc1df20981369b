import type { MediaNode } from "@tap-instagram/core";
import {
  boolean,
  fieldsOf,
  integer,
  list,
  readColumns,
  record,
  text,
  timestamp,
  type Columns,
} from "../column.ts";
import { incrementalStartMs } from "../start.ts";
import { ownerOf, type StreamDefinition } from "../stream.ts";
import { childField } from "../walks/media-fields.ts";
import { mediaColumns } from "./media-columns.ts";

const childColumns: Columns = {
  id: text("Id of the slide"),
  media_type: text("IMAGE or VIDEO"),
  media_url: text("Address of the file; signed"),
  thumbnail_url: text("Address of a video's still; signed"),
  permalink: text("Its address on Instagram"),
  shortcode: text("The short id in its address"),
  timestamp: timestamp("When it was published"),
  username: text("Username of the account that published it"),
  owner: record("The account that published it", { id: text("Id of the account") }),
  alt_text: text("Description for people who cannot see it"),
};

const notByDefault = { selectedByDefault: false };

const columns: Columns = {
  ...mediaColumns,
  is_shared_to_feed: boolean("Whether a reel also stands in the feed"),
  total_like_count: integer("Likes, paid ones included (Facebook Login)"),
  total_comments_count: integer("Comments, paid ones included (Facebook Login)"),
  total_views_count: integer("Views of a video, paid ones included (Facebook Login)"),
  saved_count: integer("Saves (Facebook Login)"),
  shares_count: integer("Shares (Facebook Login)"),
  reposts_count: integer("Reposts (Facebook Login)"),
  boost_eligibility_info: record(
    "Whether it can be made an ad (Facebook Login)",
    { eligible_to_boost: boolean("Whether it can") },
    notByDefault,
  ),
  boost_ads_list: list(
    "The ads made from it (Facebook Login)",
    { ad_id: text("Id of the ad"), ad_status: text("Its status") },
    notByDefault,
  ),
  copyright_check_information: record(
    "Result of the copyright check. The API refuses it for whole pages that hold anything but videos",
    { status: text("Status of the check") },
    notByDefault,
  ),
  children: list("The slides of an album, in order; null for other media", childColumns, { field: null }),
};

/** One record per post and reel, with an album's slides inside. */
export const media: StreamDefinition<MediaNode[]> = {
  name: "media",
  description:
    "Posts and reels with their counts as they are now, albums with their slides; the newest 10,000",
  columns,
  keyProperties: ["id"],
  replicationMethod: "FULL_TABLE",
  replicationKey: "timestamp",
  fields: (selected) => [
    ...fieldsOf(columns, (name) => selected.has(name)),
    ...fieldsOf(childColumns, (name) => selected.has("children", name)).map(childField),
  ],
  startMs: (question) =>
    question.isIncremental ? incrementalStartMs(question, question.settings.media_lookback_days) : undefined,
  open: () => async (page, account) => ({
    rows: page.map((node) => ({ ...readColumns(columns, node), ...ownerOf(account) })),
  }),
};
