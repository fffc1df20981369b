const docs = "https://developers.facebook.com/docs";
const platform = `${docs}/instagram-platform`;
const reference = `${platform}/instagram-graph-api/reference`;

/** The vendor's pages that facts are about. */
export const pages = {
  pageAccounts: `${docs}/graph-api/reference/user/accounts`,
  businesses: `${docs}/graph-api/reference/user/businesses`,
  me: `${platform}/reference/me`,
  user: `${reference}/ig-user`,
  userMedia: `${reference}/ig-user/media`,
  userStories: `${reference}/ig-user/stories`,
  comments: `${reference}/ig-media/comments`,
  tags: `${reference}/ig-user/tags`,
  discovery: `${reference}/ig-user/business_discovery`,
  collaborativeMedia: `${reference}/ig-user/collaborative_media`,
  mentionedMedia: `${reference}/ig-user/mentioned_media`,
  searchedHashtags: `${reference}/ig-user/recently_searched_hashtags`,
  hashtagSearch: `${reference}/ig-hashtag-search`,
  media: `${reference}/ig-media`,
  mediaInsights: `${platform}/reference/instagram-media/insights`,
  userInsights: `${platform}/api-reference/instagram-user/insights`,
  batch: `${docs}/graph-api/batch-requests`,
  multipleIds: `${docs}/graph-api/get-started`,
  paging: `${docs}/graph-api/results`,
  errors: `${docs}/graph-api/guides/error-handling`,
  rateLimits: `${docs}/graph-api/overview/rate-limiting`,
  tokens: `${docs}/facebook-login/guides/access-tokens`,
  secureRequests: `${docs}/graph-api/guides/secure-requests`,
  debugToken: `${docs}/graph-api/reference/debug_token`,
  versions: `${docs}/graph-api/guides/versioning`,
} as const;
