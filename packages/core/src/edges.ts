// Small lists that hang on an account or on a post, as data, and how to read them.
export type { AccountEdge } from "./instagram/edges/account-edge.ts";
export {
  collaborationInvites,
  collaborativeMedia,
  contentPublishingLimit,
  liveMedia,
  scheduledMedia,
  upcomingEvents,
} from "./instagram/edges/account-edges.ts";
export { readEdge } from "./instagram/edges/read-edge.ts";
export {
  collaborators,
  pollAttachment,
  promptResponse,
  type MediaEdge,
} from "./instagram/edges/media-edge.ts";
export { createMediaEdgeReader } from "./instagram/edges/media-edge-reader.ts";

// What other accounts show to everyone.
export { rivalFields, rivalMediaFields } from "./instagram/rivals/rival-fields.ts";
export { readRival, readRivalMedia, type RivalOptions } from "./instagram/rivals/read-rival.ts";

// Posts of any account with a hashtag.
export { hashtagMediaFields } from "./instagram/hashtags/hashtag-fields.ts";
export {
  findHashtag,
  hashtagsPerWeek,
  readSearchedHashtags,
  type SearchedHashtag,
} from "./instagram/hashtags/hashtags.ts";
export {
  readHashtagMedia,
  type HashtagList,
  type HashtagMediaOptions,
} from "./instagram/hashtags/hashtag-media.ts";

// Posts and comments of others that mention an account.
export { mentionedCommentFields, mentionedMediaFields } from "./instagram/mentions/mention-fields.ts";
export {
  readMentions,
  type MentionKind,
  type MentionOptions,
  type MentionOutcome,
} from "./instagram/mentions/read-mentions.ts";
