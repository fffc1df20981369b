import type { NodeField } from "../fields/node-field.ts";

/**
 * Every field of a comment that the API has in late 2026, except the ids. Names of people need the permission to manage
 * comments. https://developers.facebook.com/docs/instagram-platform/reference/instagram-comment
 */
export const commentFields: readonly NodeField[] = [
  { name: "timestamp", type: "timestamp", description: "When it was written" },
  { name: "text", type: "text", description: "What it says" },
  { name: "username", type: "text", description: "Username of who wrote it" },
  {
    name: "from",
    type: "object",
    description: "Who wrote it",
    properties: [
      { name: "id", type: "text", description: "Id of the person, for this app only" },
      { name: "username", type: "text", description: "Username" },
      {
        name: "self_ig_scoped_id",
        type: "text",
        description: "Id of the account for this app, if the account wrote it (Facebook Login)",
      },
    ],
  },
  {
    name: "user",
    type: "object",
    description: "Who wrote it, if it is the account itself",
    properties: [{ name: "id", type: "text", description: "Id of the account" }],
  },
  { name: "like_count", type: "integer", description: "Likes now" },
  { name: "hidden", type: "boolean", description: "Whether it is hidden" },
  {
    name: "legacy_instagram_comment_id",
    type: "text",
    description: "Id from before the Instagram Graph API",
  },
];
