import { extractedAt } from "../staging.ts";
import { account, ofAccount, same, username, type Mart, type MartColumn } from "./mart.ts";

const postCounts = [
  "reach",
  "views",
  "likes",
  "comments",
  "shares",
  "saves",
  "reposts",
  "total_interactions",
];

const figure = (name: string) => (name === "saves" ? "saved" : name);

const reelFigures = ["ig_reels_avg_watch_time", "ig_reels_video_view_total_time", "reels_skip_rate"];

const postExtras = ["follows", "profile_visits", "profile_activity"];

const storyFigures = [
  "reach",
  "views",
  "replies",
  "shares",
  "reposts",
  "total_interactions",
  "follows",
  "profile_visits",
  "link_clicks",
  "navigation",
  "navigation_tap_forward",
  "navigation_tap_back",
  "navigation_tap_exit",
  "navigation_swipe_forward",
];

export const posts: Mart = {
  name: "instagram__posts",
  description:
    "A post, reel or story, with its newest figures. What was deleted on Instagram stays. A figure that the API does not give is null, never 0",
  grain: ["post_id"],
  required: ["account_id", "is_story"],
  columns: [
    ["post_id", ["media", "id"]],
    account,
    username,
    ["published_at", ["media", "timestamp"]],
    ...same("media", "media_type", "media_product_type"),
    ["is_story", "Whether it is a story"],
    ...same("media", "caption", "permalink", "like_count", "comments_count"),
    ...postCounts.map((name): MartColumn => [name, ["media_insights", figure(name)]]),
    ["replies", ["story_insights", "replies"]],
    ...same("media_insights", ...postExtras, ...reelFigures),
    ["_sdc_extracted_at", extractedAt],
  ],
  counts: ["like_count", "comments_count", ...postCounts, "replies", ...postExtras, ...reelFigures],
  values: {
    media_type: ["IMAGE", "VIDEO", "CAROUSEL_ALBUM"],
    media_product_type: ["FEED", "REELS", "STORY", "AD"],
  },
  belongsTo: [ofAccount],
};

export const postDay: Mart = {
  name: "instagram__post_day",
  description:
    "A post or reel on a day when it was read: its lifetime figures at the day's last reading, and what they grew by since the reading before. Needs the stream media_insights_daily, or a target that appends rows and records _sdc_extracted_at",
  grain: ["post_id", "date_day"],
  required: ["account_id", "is_first_seen"],
  columns: [
    ["post_id", ["media_insights", "id"]],
    account,
    [
      "date_day",
      "Date of the reading, in UTC: of _sdc_extracted_at, or snapshot_date of media_insights_daily",
    ],
    ["is_first_seen", "Whether no earlier day has a reading of the post"],
    [
      "days_since_previous",
      "Days since the reading that the deltas are from; null where is_first_seen. 1 where every day has a reading",
    ],
    ...postCounts.flatMap((name): MartColumn[] => [
      [name, ["media_insights", figure(name)]],
      [
        `${name}_delta`,
        `${name} less that of the reading before; below 0 where Instagram took some back; null where either is null`,
      ],
    ]),
    ["_sdc_extracted_at", extractedAt],
  ],
  counts: [...postCounts, "days_since_previous"],
  belongsTo: [ofAccount, { column: "post_id", model: "stg_instagram__media", field: "id" }],
};

export const stories: Mart = {
  name: "instagram__stories",
  description:
    "A story, with how people left it. Stories with too few viewers have no figures: they are null",
  grain: ["story_id"],
  required: ["account_id"],
  columns: [
    ["story_id", ["stories", "id"]],
    account,
    username,
    ["published_at", ["stories", "timestamp"]],
    ...same("stories", "media_type", "permalink"),
    ...same("story_insights", ...storyFigures),
    ["exit_rate", "Taps to leave and swipes to the next account, per view"],
  ],
  counts: storyFigures,
  belongsTo: [ofAccount, { column: "story_id", model: "instagram__posts", field: "post_id" }],
};
